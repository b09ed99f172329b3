/* The words of diagnostics and of errors; those of findings are in finding_words.c. */
#include "app/words.h"

#include <assert.h>

#include "base/mark.h"
#include "i18n/message.h"

/* {1} to {3} are the diagnostic's arguments; an argument that is itself a message is translated. */
static const struct {
	struct str message;
	unsigned translated; /* bit n: argument n is a message */
} diagnostic_words[DIAGNOSTIC_COUNT_] = {
	[DIAGNOSTIC_BAD_CELL] = { STR(N_("\"{1}\" is not {2}")), 1u << 1 },
	[DIAGNOSTIC_MISSING_VALUE] = { STR(N_("a value is missing here")), 0 },
	[DIAGNOSTIC_UNKNOWN_REFERENCE] = { STR(N_("there is no {2} \"{1}\"")), 0 },
	[DIAGNOSTIC_DUPLICATE_KEY] = { STR(N_("\"{1}\" is already on line {2}")), 0 },
	[DIAGNOSTIC_CONFLICTING_VALUE] = { STR(N_("another value of the same area and period came "
						  "before it: \"{1}\"")),
					   0 },
	[DIAGNOSTIC_UNKNOWN_COLUMN] = { STR(N_("this table has no column \"{1}\"")), 0 },
	[DIAGNOSTIC_UNKNOWN_TABLE] = { STR(N_("no table of a plan has this name")), 0 },
	[DIAGNOSTIC_MISSING_COLUMN] = { STR(N_("the column \"{1}\" is missing")), 0 },
	[DIAGNOSTIC_DUPLICATE_COLUMN] = { STR(N_("the column \"{1}\" stands twice")), 0 },
	[DIAGNOSTIC_BAD_SYNTAX] = { STR(""), 1u << 0 },
	[DIAGNOSTIC_BAD_ENCODING] = { STR(N_("this is not text in UTF-8 (byte {1}); save the file "
					     "as CSV UTF-8")),
				      0 },
	[DIAGNOSTIC_BAD_PROFILE] = { STR(""), 1u << 0 },
	[DIAGNOSTIC_BAD_SCRIPT] = { STR(""), 1u << 0 },
};

/* A fault of syntax or of a profile brings its own message, whose {2} and {3} are the other arguments. */
static void words_syntax(struct buf *buf, const struct locale *locale, const struct diagnostic *d)
{
	struct message_args args = { { d->args[0], d->args[1], d->args[2] } };

	message_write(buf, locale, d->args[0], args);
	if (!str_empty(d->args[1]) && str_empty(d->args[2])) {
		buf_str(buf, S(": "));
		buf_str(buf, d->args[1]);
	}
}

/* A message of the compiler has arguments of its own. */
void words_mistake(struct buf *buf, const struct locale *locale, const struct diagnostic *d)
{
	struct message_args args = { 0 };

	assert(d->id == DIAGNOSTIC_BAD_SCRIPT);
	for (size_t i = 1; i < DIAGNOSTIC_ARGS; i++)
		args.at[i - 1] = d->args[i];
	message_write(buf, locale, d->args[0], args);
}

_Static_assert((int)MESSAGE_ARGS < (int)DIAGNOSTIC_ARGS, "the first may be the message itself");

void words_diagnostic(struct buf *buf, const struct locale *locale, const struct diagnostic *d)
{
	struct message_args args = { 0 };

	assert(d->id < DIAGNOSTIC_COUNT_);
	if (d->id == DIAGNOSTIC_BAD_SCRIPT) {
		buf_str(buf, S("error: ")); /* the mark by which editors know one */
		words_mistake(buf, locale, d);
		return;
	}
	if (d->id == DIAGNOSTIC_BAD_SYNTAX || d->id == DIAGNOSTIC_BAD_PROFILE) {
		words_syntax(buf, locale, d);
		return;
	}
	for (unsigned i = 0; i < countof(args.at); i++) {
		bool translated = diagnostic_words[d->id].translated & (1u << i);

		args.at[i] = translated ? message(locale, d->args[i]) : d->args[i];
	}
	message_write(buf, locale, diagnostic_words[d->id].message, args);
}

struct str words_error(const struct locale *locale, enum err_code code)
{
	static const struct str words[ERR_COUNT_] = {
		[ERR_NONE] = STR(N_("Done.")),
		[ERR_NOT_FOUND] = STR(N_("There is nothing here.")),
		[ERR_DENIED] = STR(N_("You may not do this.")),
		[ERR_INVALID] = STR(N_("The input was refused; nothing was changed.")),
		[ERR_CONFLICT] = STR(N_("Somebody else has changed this in the meantime.")),
		[ERR_LIMIT] = STR(N_("This is more than the program can take at once.")),
		[ERR_IO] = STR(N_("A file or the disk failed.")),
		[ERR_DB] = STR(N_("The database failed.")),
		[ERR_USAGE] = STR(N_("The program was called in a way that it does not know.")),
		[ERR_BUG] = STR(N_("The program has a fault.")),
	};

	assert(code < ERR_COUNT_);
	return message(locale, words[code]);
}
