/* A plan told to people: each result with its structure. */
#include "vtl/plan.h"

#include "base/buf.h"

static void write_component(struct buf *buf, const struct component *component)
{
	buf_format(buf, "    %.*s: %.*s %.*s%s\n", STR_ARGS(component->name),
		   STR_ARGS(role_name(component->role)), STR_ARGS(data_type_name(component->type)),
		   component->is_nullable ? "" : " not null");
}

static void write_result(struct buf *buf, const struct plan_result *result)
{
	const struct step *step = result->dataset;

	buf_format(buf, "%.*s %s ", STR_ARGS(result->name), result->is_persistent ? "<-" : ":=");
	if (!step) {
		buf_format(buf, "%.*s\n", STR_ARGS(data_type_name(result->scalar->type)));
		return;
	}
	buf_str(buf, S("dataset\n"));
	for (size_t i = 0; i < step->structure.count; i++)
		write_component(buf, &step->structure.at[i]);
	if (step->is_open)
		buf_str(buf, S("    …\n"));
}

void plan_write(struct buf *buf, const struct plan *plan)
{
	for (size_t i = 0; i < plan->n_results; i++)
		write_result(buf, &plan->results[i]);
}
