/* See row_csv.h. */
#include "exchange/row_csv.h"

#include "exchange/csv.h"
#include "model/row.h"

void row_csv_head(struct buf *buf, const struct noun *noun)
{
	for (size_t i = 0; i < noun->n_fields; i++) {
		if (i > 0)
			buf_char(buf, ',');
		csv_write_cell(buf, noun->fields[i].name);
	}
	buf_char(buf, '\n');
}

void row_csv_write(struct buf *buf, struct buf *cell, const struct noun *noun, const void *row)
{
	for (size_t i = 0; i < noun->n_fields; i++) {
		if (i > 0)
			buf_char(buf, ',');
		buf_clear(cell);
		field_write(cell, noun, &noun->fields[i], row);
		csv_write_cell(buf, buf_held(cell));
		buf->full = buf->full || cell->full;
	}
	buf_char(buf, '\n');
}
