/* outturn vtl: scripts of the Validation and Transformation Language 2.2. */
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/mark.h"
#include "cli/command.h"
#include "vtl/layout.h"
#include "vtl/parse.h"

/* A script of the command line, parsed; ERR_INVALID once its mistakes were printed. */
static struct err read_script(const struct invocation *call, struct str path,
			      struct str *source_out, struct script *out)
{
	struct diagnostics diagnostics;
	struct err e;

	diagnostics_init(&diagnostics, call->arena);
	e = file_read(call->arena, path, SCRIPT_BYTES_MOST, source_out);
	if (failed(e))
		return about_file(call, str_cstr(call->arena, path), e);
	e = script_parse(call->arena, path, *source_out, &diagnostics, out);
	if (e.code == ERR_INVALID)
		TRY(print_diagnostics(call, &diagnostics));
	return e;
}

static struct err format_script(const struct invocation *call)
{
	struct script script;
	struct str source;
	struct buf text;

	TRY(read_script(call, call->arguments[1], &source, &script));
	buf_init(&text, call->arena);
	TRY(layout_script(call->arena, source, &text));
	fprintf(call->out, "%.*s", STR_ARGS(buf_held(&text)));
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	static const struct {
		struct str name;
		struct err (*run)(const struct invocation *call);
	} actions[] = {
		{ STR("fmt"), format_script },
	};

	for (size_t i = 0; i < countof(actions); i++) {
		struct err e;

		if (!str_eq(call->arguments[0], actions[i].name))
			continue;
		e = actions[i].run(call);
		if (e.code != ERR_INVALID)
			return e;
		*exit_code = EXIT_REFUSED;
		return OK;
	}
	return ERROR(ERR_USAGE, "outturn vtl knows fmt");
}

const struct command vtl_command = {
	.name = STR("vtl"),
	.summary = N_("run, check or format a script of VTL 2.2"),
	.arguments = "fmt SCRIPT",
	.help = N_("fmt prints the script in the standard layout."),
	.min_arguments = 2,
	.max_arguments = 2,
	.run = run,
};
