/*
 * outturn COMMAND [ARGUMENT...] [--option VALUE...]: finds the command, reads its options, prints its
 * errors and makes the exit code of them.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "app/words.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mark.h"
#include "cli/command.h"
#include "i18n/message.h"

static const struct {
	char letter;
	enum option option;
} short_options[] = { { 'o', OPTION_OUTPUT }, { 'n', OPTION_LIMIT } };

static void say_text(const struct invocation *call, FILE *stream, const char *id)
{
	say(stream, message(call->locale, str_of(id)));
}

static void print_usage(const struct invocation *call)
{
	say_text(call, call->out,
		 N_("Outturn keeps an organisation's results framework, plan and "
		    "budget, checks them and serves them."));
	fprintf(call->out, "\noutturn COMMAND [ARGUMENT...] [--option VALUE...]\n\n");
	for (size_t i = 0; i < n_commands; i++) {
		struct str summary = message(call->locale, str_of(commands[i]->summary));

		fprintf(call->out, "  %-10.*s %.*s\n", STR_ARGS(commands[i]->name),
			STR_ARGS(summary));
	}
	fputc('\n', call->out);
	say_text(call, call->out, N_("outturn help COMMAND says more about one of them."));
}

static void print_help(const struct invocation *call, const struct command *command)
{
	fprintf(call->out, "outturn %.*s%s%s\n\n", STR_ARGS(command->name),
		command->arguments[0] ? " " : "", command->arguments);
	say_text(call, call->out, command->help);
	if (command->takes)
		fputc('\n', call->out);
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = &option_rows[i];
		struct str help = message(call->locale, str_of(row->help));

		if (command->takes & TAKES(i))
			fprintf(call->out, "  --%.*s%s%s\n      %.*s\n", STR_ARGS(row->name),
				row->value ? " " : "", row->value ? row->value : "",
				STR_ARGS(help));
	}
}

static const struct command *find_command(struct str name)
{
	for (size_t i = 0; i < n_commands; i++)
		if (str_eq(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* The option of "--name" or "-n" that the command takes; OPTION_COUNT when it takes no such. */
static enum option find_option(const struct command *command, struct str word)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!(command->takes & TAKES(i)))
			continue;
		if (str_starts(word, S("--")) &&
		    str_eq(str_slice(word, 2, word.len), option_rows[i].name))
			return (enum option)i;
		for (size_t s = 0; s < countof(short_options); s++)
			if (word.len == 2 && word.at[0] == '-' &&
			    word.at[1] == short_options[s].letter &&
			    (int)short_options[s].option == i)
				return (enum option)i;
	}
	return OPTION_COUNT;
}

static bool complain(const struct invocation *call, const char *id, struct str about)
{
	say_message(call, call->err, id, (struct message_args){ { about } });
	return false;
}

/* What the words of a command line are taken into; as many of each as there are words. */
struct words {
	struct given *given;
	struct str *arguments;
};

static void take_value(struct invocation *call, const struct words *into, enum option option,
		       struct str value)
{
	call->options[option] = value;
	into->given[call->n_given++] = (struct given){ option, value };
}

/* One word of the command line, with its value in the same word (--name=value) or the next. */
static bool take_option(struct invocation *call, const struct command *command, struct str word,
			char ***next, const struct words *into)
{
	size_t equals = str_find_char(word, '=', 0);
	struct str name = equals == SIZE_MAX ? word : str_slice(word, 0, equals);
	enum option option = find_option(command, name);

	if (option == OPTION_COUNT)
		return complain(call, N_("this command has no option {1}"), name);
	if (!option_rows[option].value && equals != SIZE_MAX)
		return complain(call, N_("the option {1} takes no value"), name);
	if (!option_rows[option].value) {
		take_value(call, into, option, S(""));
		return true;
	}
	if (equals != SIZE_MAX) {
		take_value(call, into, option, str_slice(word, equals + 1, word.len));
		return true;
	}
	if (!**next)
		return complain(call, N_("the option {1} lacks its value"), name);
	take_value(call, into, option, str_of(*(*next)++));
	return true;
}

static bool parse(struct invocation *call, const struct command *command, char **words,
		  const struct words *into)
{
	bool options_end = false;

	call->given = into->given;
	call->arguments = into->arguments;
	while (*words) {
		struct str word = str_of(*words++);

		if (!options_end && str_eq(word, S("--"))) {
			options_end = true;
		} else if (!options_end && word.len > 1 && word.at[0] == '-') {
			if (!take_option(call, command, word, &words, into))
				return false;
		} else if (call->n_arguments == command->max_arguments) {
			return complain(call, N_("there is one argument too many: {1}"), word);
		} else {
			into->arguments[call->n_arguments++] = word;
		}
	}
	if (call->n_arguments < command->min_arguments)
		return complain(call, N_("the command needs: {1}"), str_of(command->arguments));
	return true;
}

/* The exit code of an error that a command did not answer itself. */
static int exit_code_of(enum err_code code)
{
	static const int codes[ERR_COUNT_] = {
		[ERR_NONE] = EXIT_DONE,        [ERR_NOT_FOUND] = EXIT_USAGE,
		[ERR_DENIED] = EXIT_USAGE,     [ERR_INVALID] = EXIT_REFUSED,
		[ERR_CONFLICT] = EXIT_REFUSED, [ERR_LIMIT] = EXIT_USAGE,
		[ERR_IO] = EXIT_USAGE,         [ERR_DB] = EXIT_USAGE,
		[ERR_USAGE] = EXIT_USAGE,      [ERR_BUG] = EXIT_USAGE,
	};

	return codes[code];
}

static bool asks_for_help(char **words)
{
	for (; *words; words++)
		if (str_eq(str_of(*words), S("--help")) || str_eq(str_of(*words), S("-h")))
			return true;
	return false;
}

static bool make_room(struct arena *arena, char **words, struct words *out)
{
	size_t count = 0;

	while (words[count])
		count++;
	out->given = NEW(arena, struct given, count + 1);
	out->arguments = NEW(arena, struct str, count + 1);
	return out->given && out->arguments;
}

static int run_command(struct invocation *call, const struct command *command, char **words)
{
	int exit_code = EXIT_DONE;
	struct words into;

	if (asks_for_help(words)) {
		print_help(call, command);
		return EXIT_DONE;
	}
	if (!make_room(call->arena, words, &into)) {
		complain(call, N_("there is no memory for so many words"), S(""));
		return EXIT_USAGE;
	}
	if (!parse(call, command, words, &into)) {
		fprintf(call->err, "outturn help %.*s\n", STR_ARGS(command->name));
		return EXIT_USAGE;
	}

	struct err e = command->run(call, &exit_code);

	if (!failed(e))
		return exit_code;

	struct str words_of_code = words_error(call->locale, e.code);

	/* A wrong call says by itself what is wrong with it. */
	if (e.code == ERR_USAGE)
		fprintf(call->err, "outturn: %.*s\n", STR_ARGS(e.detail));
	else
		fprintf(call->err, "outturn: %.*s (%.*s)\n", STR_ARGS(words_of_code),
			STR_ARGS(e.detail));
	return exit_code_of(e.code);
}

static int help(struct invocation *call, char **words)
{
	const struct command *command = *words ? find_command(str_of(*words)) : NULL;

	if (*words && !command) {
		complain(call, N_("there is no command {1}"), str_of(*words));
		return EXIT_USAGE;
	}
	if (command)
		print_help(call, command);
	else
		print_usage(call);
	return EXIT_DONE;
}

/* "--name=value", or an option that takes none: the next word is not its value. */
static bool has_own_value(struct str word)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (!option_rows[i].value &&
		    str_eq(str_slice(word, 2, word.len), option_rows[i].name))
			return true;
	return str_find_char(word, '=', 0) != SIZE_MAX;
}

/* Options may also stand before the command: they are moved behind it. */
static char **command_first(struct arena *arena, char **words, size_t n_words)
{
	char **out = NEW(arena, char *, n_words + 1);
	size_t command = 0;

	if (!out)
		return words;
	while (command < n_words && str_starts(str_of(words[command]), S("--")) &&
	       !str_eq(str_of(words[command]), S("--help")) &&
	       !str_eq(str_of(words[command]), S("--version")))
		command += has_own_value(str_of(words[command])) ? 1 : 2;
	if (command >= n_words)
		return words;
	out[0] = words[command];
	memcpy(out + 1, words, command * sizeof(*words));
	memcpy(out + 1 + command, words + command + 1, (n_words - command) * sizeof(*words));
	return out;
}

static int dispatch(struct invocation *call, char **words)
{
	struct str name = str_of(words[0]);
	const struct command *command = find_command(name);

	if (command)
		return run_command(call, command, words + 1);
	if (str_empty(name)) {
		print_usage(call);
		return EXIT_USAGE;
	}
	if (str_eq(name, S("help")) || str_eq(name, S("--help")) || str_eq(name, S("-h")))
		return help(call, words + 1);
	if (str_eq(name, S("--version")))
		return run_command(call, &version_command, words + 1);
	complain(call, N_("there is no command {1}"), name);
	print_usage(call);
	return EXIT_USAGE;
}

/*
 * A file or a socket that is opened must not become one of the three that everybody writes to: those
 * that were closed are taken up, the two for writing so that writing to them fails.
 */
static bool take_standard_files(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return false;
	return true;
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct locales *locales = NULL;
	int exit_code = EXIT_USAGE;

	if (!take_standard_files())
		return EXIT_USAGE;
	arena_init(&arena, LIMIT_COMMAND_ARENA);
	struct err e = locales_open(&arena, (struct locale_settings){ 0 }, &locales);

	if (failed(e)) {
		fprintf(stderr, "outturn: %.*s\n", STR_ARGS(e.detail));
	} else {
		struct app app = { .locales = locales,
				   .clock = system_clock,
				   .chance = system_chance };
		struct invocation call = { .arena = &arena,
					   .app = &app,
					   .locale = &locales->at[0],
					   .out = stdout,
					   .err = stderr };

		exit_code = dispatch(
			&call, command_first(&arena, argv + 1, (size_t)(argc > 0 ? argc - 1 : 0)));
		if (fflush(stdout) != 0 || ferror(stdout)) {
			fprintf(stderr, "outturn: the answer could not be written\n");
			exit_code = EXIT_USAGE;
		}
	}
	locales_close(locales);
	arena_finish(&arena);
	return exit_code;
}
