/* Reading what a script needs. */
#include "cli/vtl_files.h"

#include <assert.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/mark.h"
#include "exchange/dataset_csv.h"
#include "exchange/dataset_structure.h"
#include "exchange/value_domain.h"
#include "vtl/parse.h"

/* "NAME=FILE" of an option. */
struct named_file {
	struct str name, path;
};

static struct err named_files(const struct invocation *call, enum option option,
			      struct named_file **out, size_t *n_out)
{
	struct named_file *files = NULL;
	size_t n = 0;

	TRY_NEW(files = NEW(call->arena, struct named_file, call->n_given + 1));
	for (size_t i = 0; i < call->n_given; i++) {
		struct str value = call->given[i].value;
		size_t equals = str_find_char(value, '=', 0);

		if (call->given[i].option != option)
			continue;
		if (equals == SIZE_MAX || equals == 0 || equals + 1 == value.len)
			return err_format(call->arena, ERR_USAGE, HERE,
					  "--%.*s is NAME=FILE, not %.*s",
					  STR_ARGS(option_rows[option].name), STR_ARGS(value));
		files[n].name = str_slice(value, 0, equals);
		files[n].path = str_slice(value, equals + 1, value.len);
		for (size_t k = 0; k < n; k++)
			if (str_eq(files[k].name, files[n].name))
				return err_format(call->arena, ERR_USAGE, HERE,
						  "--%.*s has %.*s twice",
						  STR_ARGS(option_rows[option].name),
						  STR_ARGS(files[n].name));
		n++;
	}
	*out = files;
	*n_out = n;
	return OK;
}

static struct err read_bytes(const struct invocation *call, struct str path, size_t most,
			     struct str *out)
{
	const char *terminated = str_cstr(call->arena, path);

	TRY_NEW(terminated);
	return about_file(call, terminated, file_read(call->arena, path, most, out));
}

static struct err read_script(const struct invocation *call, struct str path,
			      struct diagnostics *diagnostics, struct str *source_out,
			      struct script *out, bool *wrong)
{
	struct err e;

	TRY(read_bytes(call, path, SCRIPT_BYTES_MOST, source_out));
	e = script_parse(call->arena, path, *source_out, diagnostics, out);
	if (e.code != ERR_INVALID)
		return e;
	*wrong = true;
	return OK;
}

static struct err read_libraries(const struct invocation *call, struct diagnostics *diagnostics,
				 struct vtl_files *out, bool *wrong)
{
	TRY_NEW(out->libraries = NEW(call->arena, struct script, call->n_given + 1));
	for (size_t i = 0; i < call->n_given; i++) {
		size_t n = out->n_libraries;

		if (call->given[i].option != OPTION_LIBRARY)
			continue;
		TRY(read_script(call, call->given[i].value, diagnostics, &out->sources[n + 1],
				&out->libraries[n], wrong));
		out->n_libraries++;
	}
	return OK;
}

static struct err read_domains(const struct invocation *call, struct diagnostics *diagnostics,
			       struct vtl_files *out, bool *wrong)
{
	struct named_file *files = NULL;

	TRY(named_files(call, OPTION_DOMAIN, &files, &out->n_domains));
	assert(files);
	TRY_NEW(out->domains = NEW(call->arena, struct value_domain, out->n_domains + 1));
	for (size_t i = 0; i < out->n_domains; i++) {
		struct value_domain_description description;
		struct str bytes;
		bool fine;

		TRY(read_bytes(call, files[i].path, LIMIT_FILE_BYTES, &bytes));
		TRY(value_domain_read(call->arena, files[i].path, bytes, files[i].name, diagnostics,
				      &description, &fine));
		if (fine)
			out->domains[i] = (struct value_domain){ files[i].name, description.type,
								 description.values,
								 description.n_values };
		*wrong |= !fine;
	}
	return OK;
}

/* The structure beside the data: the same name with .json instead of its ending. */
static struct err structure_beside(const struct invocation *call, struct str data, struct str *out)
{
	struct str stem = data;

	for (size_t i = data.len; i > 0 && data.at[i - 1] != '/'; i--)
		if (data.at[i - 1] == '.') {
			stem = str_slice(data, 0, i - 1);
			break;
		}
	*out = str_format(call->arena, "%.*s.json", STR_ARGS(stem));
	TRY_NEW(out->at);
	return OK;
}

static struct err read_input(const struct invocation *call, struct str name, struct str path,
			     struct diagnostics *diagnostics, struct plan_input *out, bool *wrong)
{
	struct dataset_description description;
	struct str bytes;
	bool fine;

	TRY(read_bytes(call, path, LIMIT_FILE_BYTES, &bytes));
	TRY(dataset_structure_read(call->arena, path, bytes, name, diagnostics, &description,
				   &fine));
	*wrong |= !fine;
	if (fine)
		*out = (struct plan_input){ .name = name,
					    .is_scalar = description.is_scalar,
					    .type = description.type,
					    .structure = description.structure };
	return OK;
}

static const struct named_file *find_file(const struct named_file *files, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(files[i].name, name))
			return &files[i];
	return NULL;
}

static struct err read_inputs(const struct invocation *call, struct diagnostics *diagnostics,
			      struct vtl_files *out, bool *wrong)
{
	struct named_file *data = NULL, *structures = NULL;
	size_t n_data = 0, n_structures = 0;

	TRY(named_files(call, OPTION_INPUT, &data, &n_data));
	TRY(named_files(call, OPTION_STRUCTURE, &structures, &n_structures));
	TRY_NEW(out->inputs = NEW(call->arena, struct plan_input, n_data + n_structures + 1));
	TRY_NEW(out->data = NEW(call->arena, struct str, n_data + n_structures + 1));
	for (size_t i = 0; i < n_data; i++) {
		const struct named_file *own = find_file(structures, n_structures, data[i].name);
		struct str path;

		TRY(structure_beside(call, data[i].path, &path));
		out->data[out->n_inputs] = data[i].path;
		TRY(read_input(call, data[i].name, own ? own->path : path, diagnostics,
			       &out->inputs[out->n_inputs++], wrong));
	}
	for (size_t i = 0; i < n_structures; i++)
		if (!find_file(data, n_data, structures[i].name))
			TRY(read_input(call, structures[i].name, structures[i].path, diagnostics,
				       &out->inputs[out->n_inputs++], wrong));
	return OK;
}

struct err vtl_files_read(const struct invocation *call, struct diagnostics *diagnostics,
			  struct vtl_files *out)
{
	bool wrong = false;

	*out = (struct vtl_files){ .n_inputs = 0 };
	TRY_NEW(out->sources = NEW(call->arena, struct str, call->n_given + 1));
	TRY(read_script(call, call->arguments[1], diagnostics, &out->sources[0], &out->script,
			&wrong));
	TRY(read_libraries(call, diagnostics, out, &wrong));
	TRY(read_domains(call, diagnostics, out, &wrong));
	TRY(read_inputs(call, diagnostics, out, &wrong));
	return wrong ? ERROR(ERR_INVALID, "a file is wrong") : OK;
}

/* The structure of a scalar's file: one column of its name. */
static struct err scalar_structure(const struct invocation *call, const struct plan_input *input,
				   struct structure *out)
{
	struct component *component = NEW(call->arena, struct component, 1);

	TRY_NEW(component);
	*component = (struct component){
		.name = input->name, .role = ROLE_MEASURE, .type = input->type, .is_nullable = true
	};
	*out = (struct structure){ component, 1 };
	return OK;
}

static struct err take_scalar(const struct invocation *call, struct dataset *dataset,
			      struct run_input *out)
{
	out->scalar = scalar_null(dataset->structure.at[0].type);
	if (dataset->n_rows > 0)
		out->scalar = column_scalar(&dataset->columns[0], 0);
	if (out->scalar.type == DATA_STRING && !out->scalar.is_null)
		out->scalar.string = str_copy(call->arena, out->scalar.string);
	dataset_release(dataset);
	return OK;
}

static struct err read_data(const struct invocation *call, const struct plan_input *input,
			    struct str path, const struct dataset_domains *domains,
			    const struct run *run, struct diagnostics *diagnostics,
			    struct run_input *out, bool *wrong)
{
	struct structure structure = input->structure;
	const struct task task = run_task(run);
	struct arena scratch;
	struct dataset *dataset;
	struct str bytes;
	bool fine = false;
	struct err e;

	if (input->is_scalar)
		TRY(scalar_structure(call, input, &structure));
	run_scratch(run, &scratch);
	e = file_read(&scratch, path, LIMIT_DATA_BYTES, &bytes);
	if (failed(e))
		e = about_file(call, str_cstr(call->arena, path), e);
	else
		e = dataset_csv_read(run->allowance, &task, &scratch, path, bytes, &structure,
				     domains, diagnostics, &dataset, &fine);
	arena_finish(&scratch);
	TRY(e);
	*wrong |= !fine;
	if (fine && input->is_scalar)
		return take_scalar(call, dataset, out);
	if (fine)
		out->dataset = dataset;
	return OK;
}

struct err vtl_data_read(const struct invocation *call, const struct vtl_files *files,
			 const struct run *run, struct diagnostics *diagnostics,
			 struct run_input *out)
{
	struct dataset_domain *domains;
	struct dataset_domains known;
	bool wrong = false;

	TRY_NEW(domains = NEW(call->arena, struct dataset_domain, files->n_domains + 1));
	for (size_t i = 0; i < files->n_domains; i++)
		domains[i] = (struct dataset_domain){ files->domains[i].name,
						      files->domains[i].values,
						      files->domains[i].n_values };
	known = (struct dataset_domains){ domains, files->n_domains };
	for (size_t i = 0; i < files->n_inputs; i++) {
		out[i] = (struct run_input){ .dataset = NULL };
		if (!files->data[i].at)
			return err_format(call->arena, ERR_USAGE, HERE,
					  "%.*s has a structure and no data; --input %.*s=FILE.csv",
					  STR_ARGS(files->inputs[i].name),
					  STR_ARGS(files->inputs[i].name));
		TRY(read_data(call, &files->inputs[i], files->data[i], &known, run, diagnostics,
			      &out[i], &wrong));
	}
	return wrong ? ERROR(ERR_INVALID, "a data file is wrong") : OK;
}
