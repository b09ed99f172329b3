/* Writing what a script has made: a CSV and a JSON for each result. */
#include "cli/vtl_files.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "exchange/csv.h"
#include "exchange/dataset_csv.h"
#include "exchange/dataset_structure.h"

enum { PIECE_BYTES = 1 << 20 }; /* what is written at once */

/* A file that is written in pieces. */
struct output {
	const struct invocation *call;
	const char *path;
	FILE *file;
};

static struct err output_failed(const struct output *output)
{
	return err_format(output->call->arena, ERR_IO, HERE, "%s: %s", output->path,
			  strerrordesc_np(errno));
}

static struct err output_open(const struct invocation *call, struct str name, const char *ending,
			      struct output *out)
{
	struct str file = str_format(call->arena, "%.*s%s", STR_ARGS(name), ending), path;

	TRY_NEW(file.at);
	path = path_join(call->arena, call->options[OPTION_RESULTS], file);
	*out = (struct output){ .call = call, .path = str_cstr(call->arena, path) };
	TRY_NEW(out->path);
	out->file = fopen(out->path, "we");
	return out->file ? OK : output_failed(out);
}

/* What the buffer holds goes to the file. */
static struct err output_put(const struct output *output, struct buf *buf)
{
	struct str text;

	TRY(buf_done(buf, &text));
	if (text.len > 0 && fwrite(text.at, 1, text.len, output->file) != text.len)
		return output_failed(output);
	buf_clear(buf);
	return OK;
}

static struct err output_close(struct output *output, struct err e)
{
	if (fclose(output->file) != 0 && !failed(e))
		return output_failed(output);
	return e;
}

static struct err put_rows(const struct output *output, struct buf *buf,
			   const struct dataset *dataset)
{
	struct arena scratch;
	struct err e = OK;

	arena_init(&scratch, LIMIT_COMMAND_ARENA);
	dataset_csv_write_header(buf, &dataset->structure);
	for (size_t from = 0; from < dataset->n_rows && !failed(e); from += VECTOR_ROWS) {
		size_t n = dataset->n_rows - from;

		e = dataset_csv_write_rows(buf, &scratch, dataset, from,
					   n < VECTOR_ROWS ? n : VECTOR_ROWS);
		arena_reset(&scratch);
		if (!failed(e) && buf->len > PIECE_BYTES)
			e = output_put(output, buf);
	}
	arena_finish(&scratch);
	return e;
}

/* One column and one row, an empty cell for null. */
static struct err put_scalar(struct buf *buf, struct arena *arena, struct str name,
			     struct scalar scalar)
{
	struct buf value;
	struct str text;

	buf_init(&value, arena);
	scalar_write(&value, scalar);
	TRY(buf_done(&value, &text));
	csv_write_cell(buf, name);
	buf_char(buf, '\n');
	if (!scalar.is_null && str_empty(text))
		buf_str(buf, S("\"\""));
	else
		csv_write_cell(buf, text);
	buf_char(buf, '\n');
	return OK;
}

static struct err write_csv(const struct invocation *call, const struct plan_result *result,
			    const struct run_result *value)
{
	struct output output;
	struct buf buf;
	struct err e;

	TRY(output_open(call, result->name, ".csv", &output));
	buf_init_own(&buf, LIMIT_COMMAND_ARENA);
	e = value->dataset ? put_rows(&output, &buf, value->dataset)
			   : put_scalar(&buf, call->arena, result->name, value->scalar);
	if (!failed(e))
		e = output_put(&output, &buf);
	buf_finish(&buf);
	return output_close(&output, e);
}

static struct err write_json(const struct invocation *call, const struct plan_result *result,
			     const struct run_result *value)
{
	struct dataset_description description = { .name = result->name };
	struct output output;
	struct buf buf;

	if (value->dataset) {
		description.structure = value->dataset->structure;
	} else {
		description.is_scalar = true;
		description.type = result->scalar->type;
	}
	buf_init(&buf, call->arena);
	dataset_structure_write(&buf, &description);
	TRY(output_open(call, result->name, ".json", &output));
	return output_close(&output, output_put(&output, &buf));
}

struct err vtl_results_write(const struct invocation *call, const struct plan *plan,
			     const struct run_result *results)
{
	TRY(folder_make(call->arena, call->options[OPTION_RESULTS]));
	for (size_t i = 0; i < plan->n_results; i++) {
		struct str name = plan->results[i].name;

		if (str_find_char(name, '/', 0) != SIZE_MAX || str_starts(name, S(".")))
			return err_format(call->arena, ERR_USAGE, HERE,
					  "the result %.*s cannot be the name of a file",
					  STR_ARGS(name));
	}
	for (size_t i = 0; i < plan->n_results; i++) {
		TRY(write_csv(call, &plan->results[i], &results[i]));
		TRY(write_json(call, &plan->results[i], &results[i]));
	}
	return OK;
}
