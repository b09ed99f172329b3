/* From fields to components, and from members to values. */
#include "cube/from_rows.h"

#include <assert.h>

#include "base/buf.h"
#include "cube/dataset_builder.h"
#include "model/row.h"

/* ---- Structure ---- */

static bool has_campaigns(const struct snapshot *snapshot, enum noun_id noun,
			  const struct field *field)
{
	struct rows rows = snapshot_rows(snapshot, noun);
	const void *row;

	while ((row = rows_next(&rows)))
		if (field_period(field, row).kind == PERIOD_CAMPAIGN)
			return true;
	return false;
}

static enum data_type type_of(const struct snapshot *snapshot, enum noun_id noun,
			      const struct field *field)
{
	static const enum data_type types[] = {
		[FIELD_CODE] = DATA_STRING,    [FIELD_TEXT] = DATA_STRING,
		[FIELD_CHOICE] = DATA_STRING,  [FIELD_INTEGER] = DATA_INTEGER,
		[FIELD_DECIMAL] = DATA_NUMBER, [FIELD_MONEY] = DATA_NUMBER,
		[FIELD_DATE] = DATA_DATE,      [FIELD_PERIOD] = DATA_TIME_PERIOD,
	};
	_Static_assert(countof(types) == FIELD_TYPE_COUNT_, "every field has a type of data");

	if (field->flags & FIELD_KEY && !(field->flags & FIELD_REQUIRED))
		return DATA_STRING;
	if (field->type == FIELD_PERIOD && has_campaigns(snapshot, noun, field))
		return DATA_STRING;
	return types[field->type];
}

struct err rows_structure(struct arena *arena, const struct snapshot *snapshot, enum noun_id id,
			  struct structure *out)
{
	const struct noun *noun = noun_of(id);
	struct structure_draft draft = { .arena = arena };

	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];
		bool is_key = field->flags & FIELD_KEY;

		TRY(structure_add(
			&draft,
			(struct component){ .name = field->name,
					    .role = is_key ? ROLE_IDENTIFIER : ROLE_MEASURE,
					    .type = type_of(snapshot, id, field),
					    .is_nullable = !(field->flags & FIELD_REQUIRED) }));
	}
	*out = structure_of(&draft);
	return OK;
}

/* ---- Values ---- */

static struct scalar calendar_period(struct period period)
{
	static const enum time_unit units[] = {
		[PERIOD_YEAR] = TIME_YEAR,       [PERIOD_HALF] = TIME_SEMESTER,
		[PERIOD_QUARTER] = TIME_QUARTER, [PERIOD_MONTH] = TIME_MONTH,
		[PERIOD_DAY] = TIME_DAY,
	};

	assert(period.kind != PERIOD_EMPTY && period.kind != PERIOD_CAMPAIGN);
	return (struct scalar){ .type = DATA_TIME_PERIOD,
				.period =
					time_period_around(units[period.kind], period.first.day) };
}

static double over_ten(double number, int digits)
{
	double power = 1;

	while (digits-- > 0)
		power *= 10;
	return number / power;
}

static double money_of(const struct noun *noun, const struct field *field, const void *row)
{
	const struct field *currency = &noun->fields[noun->currency];

	return over_ten((double)field_integer(field, row),
			currency_digits(field_str(currency, row)));
}

/* Of a field that is not empty, and whose component is no string. */
static struct scalar value_of(const struct noun *noun, const struct field *field, const void *row)
{
	struct decimal decimal;

	switch (field->type) {
	case FIELD_INTEGER:
		return scalar_integer(field_integer(field, row));
	case FIELD_DECIMAL:
		decimal = field_decimal(field, row);
		return scalar_number(over_ten((double)decimal.units, decimal.scale));
	case FIELD_MONEY:
		return scalar_number(money_of(noun, field, row));
	case FIELD_DATE:
		return (struct scalar){ .type = DATA_DATE,
					.instant =
						time_instant_of_day(field_date(field, row).day) };
	default:
		assert(field->type == FIELD_PERIOD);
		return calendar_period(field_period(field, row));
	}
}

static struct err put_field(struct dataset_builder *builder, const struct noun *noun, size_t i,
			    const void *row, struct buf *text)
{
	const struct component *component = &builder->dataset->structure.at[i];
	const struct field *field = &noun->fields[i];
	struct str cell;

	if (field_is_empty(field, row) && component->role != ROLE_IDENTIFIER)
		return OK;
	if (component->type != DATA_STRING)
		return dataset_builder_put(builder, i, value_of(noun, field, row));
	buf_clear(text);
	field_write(text, noun, field, row);
	TRY(buf_done(text, &cell));
	return dataset_builder_put(builder, i, scalar_string(cell));
}

static struct err put_rows(struct dataset_builder *builder, const struct snapshot *snapshot,
			   enum noun_id noun, struct buf *text)
{
	struct rows rows = snapshot_rows(snapshot, noun);
	const void *row;

	while ((row = rows_next(&rows))) {
		TRY(dataset_builder_row(builder));
		for (size_t i = 0; i < noun_of(noun)->n_fields; i++)
			TRY(put_field(builder, noun_of(noun), i, row, text));
	}
	return OK;
}

static struct err build(struct allowance *allowance, struct arena *scratch,
			const struct snapshot *snapshot, enum noun_id noun, struct dataset **out)
{
	struct dataset_builder builder;
	struct structure structure;
	struct buf text;
	struct err e;

	TRY(rows_structure(scratch, snapshot, noun, &structure));
	TRY(dataset_builder_begin(&builder, allowance, &structure));
	buf_init(&text, scratch);
	e = put_rows(&builder, snapshot, noun, &text);
	if (!failed(e))
		return dataset_builder_finish(&builder, out);
	dataset_builder_abandon(&builder);
	return e;
}

struct err rows_dataset(struct allowance *allowance, const struct snapshot *snapshot,
			enum noun_id noun, struct dataset **out)
{
	struct arena scratch;
	struct err e;

	arena_init_within(&scratch, allowance);
	e = build(allowance, &scratch, snapshot, noun, out);
	arena_finish(&scratch);
	return e;
}
