/*
 * The command line: one file a command, each with the struct command that its row in commands.c points
 * to. A command states its options; main reads them, opens nothing by itself, and turns the outcome
 * into an exit code.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "app/app.h"
#include "base/arena.h"
#include "base/err.h"

enum exit_code {
	EXIT_DONE = 0, /* done; for check and diff: nothing found */
	EXIT_REFUSED =
		1, /* the input was refused and nothing changed; for check and diff: some found */
	EXIT_USAGE = 2, /* called wrongly, or the environment is wrong */
};

/* Options that several commands know; a command lists those that it takes. */
enum option {
	OPTION_DB,
	OPTION_FORMAT,
	OPTION_WHO,
	OPTION_WHY,
	OPTION_BASE,
	OPTION_HEAD,
	OPTION_LISTEN,
	OPTION_LANG,
	OPTION_OUTPUT,
	OPTION_AS_OF,
	OPTION_LIMIT,
	OPTION_PLAN,
	OPTION_DOCUMENT, /* also --format: of a document */
	OPTION_PROFILE,
	OPTION_DRY_RUN,
	OPTION_DATA, /* also --format: of data */
	/* The parameters of a question about data, in their order. */
	OPTION_VARIABLE,
	OPTION_AREA,
	OPTION_GROUP,
	OPTION_AMONG,
	OPTION_PERIOD,
	OPTION_COORDINATE,
	OPTION_LATEST_WITHIN,
	OPTION_BY,
	OPTION_AGGREGATE,
	OPTION_WEIGHT,
	OPTION_WHERE,
	OPTION_DENOMINATOR,
	OPTION_MEMBERSHIP,
	OPTION_EXPLAIN,
	/* Of scripts. */
	OPTION_INPUT,
	OPTION_STRUCTURE,
	OPTION_LIBRARY,
	OPTION_DOMAIN,
	OPTION_RESULTS, /* also --output: of a folder */
	OPTION_MEMORY,
	OPTION_SECONDS,
	OPTION_THREADS,
	OPTION_COUNT
};

struct option_row {
	struct str name;
	const char *value; /* what stands behind it in the help; NULL: it takes none */
	const char *help;  /* a message */
};

extern const struct option_row option_rows[OPTION_COUNT];

#define TAKES(option) (UINT64_C(1) << (option))

/* An option as it was given; one that repeats is here as often. */
struct given {
	enum option option;
	struct str value;
};

/* What main hands to a command. */
struct invocation {
	struct arena *arena;
	const struct app *app; /* without a store: a command opens its own */
	const struct locale *locale;
	struct str options[OPTION_COUNT]; /* the last of each; at is NULL: not given */
	const struct given *given;        /* all, in their order */
	size_t n_given;
	const struct str *arguments;
	size_t n_arguments;
	FILE *out, *err;
};

struct command {
	struct str name;
	const char *summary;   /* a message: one line */
	const char *arguments; /* "DIR [DIR]" */
	const char *help;      /* a message: some lines more */
	uint64_t takes;        /* TAKES of each option */
	size_t min_arguments, max_arguments;
	/* Prints to out and err; the exit code is its own, an error is printed by main. */
	struct err (*run)(const struct invocation *call, int *exit_code);
};

/* Every command in the order of the help. */
extern const struct command *const commands[];
extern const size_t n_commands;

extern const struct command init_command, import_command, export_command, check_command,
	serve_command, report_command, log_command, diff_command, verify_command, backup_command,
	restore_command, migrate_command, version_command, load_command, unload_command,
	data_command, value_command, vtl_command;

/* --format: json or text (the default); ERR_USAGE on another. */
MUST_USE struct err wants_json(const struct invocation *call, bool *json_out);

/* The path of the database: --db, OUTTURN_DB, or outturn.db; terminated, in the arena. */
MUST_USE struct err database_path(const struct invocation *call, const char **out);

/* What went wrong with a file, as an ERR_USAGE that begins with its path; OK and ERR_BUG as they are. */
MUST_USE struct err about_file(const struct invocation *call, const char *path, struct err e);

/* The same with the database of the invocation: nobody's input is refused when it cannot be read. */
MUST_USE struct err about_database(const struct invocation *call, struct err e);

/* Opens the database into a copy of the invocation's app; ended with store_close(app->store). */
MUST_USE struct err open_database(const struct invocation *call, bool write, struct app *out);

/* Text for the terminal with an end of line. */
void say(FILE *stream, struct str text);

/* Prints every diagnostic as FILE:LINE:COLUMN: words. */
struct diagnostics;
MUST_USE struct err print_diagnostics(const struct invocation *call,
				      const struct diagnostics *diagnostics);

/* Says on standard error how many diagnostics there were beyond those that are told one by one. */
MUST_USE struct err print_untold(const struct invocation *call,
				 const struct diagnostics *diagnostics);

/* A message with its arguments, and an end of line. */
struct message_args;
void say_message(const struct invocation *call, FILE *stream, const char *id,
		 struct message_args args);

#endif
