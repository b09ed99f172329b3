/* Results in the making. */
#include "vtl/draft.h"

#include "base/buf.h"
#include "cube/dataset_builder.h"

static struct err check_rows(const struct run *run, size_t n_rows)
{
	if (n_rows > (run->rows_most ? run->rows_most : ROWS_MOST))
		return ERROR(ERR_LIMIT, "a result has too many rows");
	return OK;
}

static struct err fill_and_own(struct run *run, draft_fill *fill, const void *call,
			       struct dataset *draft)
{
	TRY(run_check(run));
	TRY(fill(run, draft, call));
	TRY(check_rows(run, draft->n_rows));
	return structure_copy(&draft->arena, &draft->structure, &draft->structure);
}

struct err draft_make(struct run *run, draft_fill *fill, const void *call, struct dataset **out)
{
	struct dataset *draft;
	struct err err;

	TRY(dataset_new(run->allowance, &draft));
	err = fill_and_own(run, fill, call, draft);
	if (failed(err)) {
		dataset_release(draft);
		return err;
	}
	*out = draft;
	return OK;
}

struct err draft_columns(struct dataset *draft, struct column **out)
{
	struct column *columns = NEW(&draft->arena, struct column, draft->structure.count);

	TRY_NEW(columns);
	draft->columns = columns;
	*out = columns;
	return OK;
}

struct str structure_words(struct arena *arena, const struct structure *structure)
{
	struct buf buf;

	buf_init(&buf, arena);
	for (size_t i = 0; i < structure->count; i++) {
		if (i)
			buf_str(&buf, S(", "));
		buf_str(&buf, structure->at[i].name);
	}
	return buf_held(&buf);
}

struct err component_find(const struct structure *structure, struct str operator_, struct str name,
			  size_t *out, struct fault *fault)
{
	ptrdiff_t found = structure_find(structure, name);

	if (found == COMPONENT_NONE)
		return fault_set(fault, 0, S(N_("{1}: there is no component {2}")),
				 (struct message_args){ { operator_, name } });
	*out = (size_t)found;
	return OK;
}
