/*
 * Cells as people write them: RESULT[ID=VALUE,ID=VALUE]#COMPONENT. A name or a value that holds one of the signs
 * between them, or a quote, stands in double quotes, a quote in it twice. Brackets and component may be left out.
 */
#ifndef VTL_LINEAGE_TEXT_H
#define VTL_LINEAGE_TEXT_H

#include "vtl/lineage.h"

/* In the arena, or borrowed from the text. ERR_USAGE: it is not written so; the detail says what is wrong. */
MUST_USE struct err lineage_question_parse(struct arena *arena, struct str text,
					   struct lineage_question *out);

/* The data point of a result as a question for all its measures; of a scalar (no structure) its name. */
void lineage_question_write(struct buf *buf, struct str result, const struct structure *structure,
			    const struct scalar *row);

/* The cell with its value, without a line end. */
void lineage_cell_write(struct buf *buf, const struct plan *plan, const struct run_input *inputs,
			const struct lineage_cell *cell);

/* A line for each cell with its value: "A[Id=1]#Me = 10"; a data point alone and a null have no value. */
void lineage_write(struct buf *buf, const struct plan *plan, const struct run_input *inputs,
		   const struct lineage *lineage);

#endif
