/* The command that loads what was previewed, as a shell takes it. */
#include <assert.h>

#include "base/buf.h"
#include "base/printable.h"
#include "web/load.h"

static bool is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '.' || c == '_' || c == '-' || c == '/' || c == '+' || c == '@' || c == ',';
}

/* As one word: within single quotes, where it holds more than plain letters, digits and signs. */
static void write_word(struct buf *buf, struct str word)
{
	bool plain = !str_empty(word);

	assert(word.at || word.len == 0);
	for (size_t i = 0; i < word.len; i++)
		plain &= is_plain(word.at[i]);
	if (plain) {
		buf_str(buf, word);
		return;
	}
	buf_char(buf, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.at[i] == '\'')
			buf_str(buf, S("'\\''"));
		else
			buf_char(buf, word.at[i]);
	}
	buf_char(buf, '\'');
}

/* A name that cannot be shown as it is, such as one that turns the direction of the text around it. */
static bool is_hidden(struct arena *arena, struct str word)
{
	struct str shown = printable(arena, word, word.len);

	return !str_eq(shown, word) && str_find_char(word, '\\', 0) == SIZE_MAX;
}

/* A word that begins with a hyphen would be an option. */
static void write_file(struct buf *buf, struct arena *arena, struct str file)
{
	if (str_empty(file) || is_hidden(arena, file)) {
		buf_str(buf, S("FILE"));
	} else if (str_starts(file, S("-"))) {
		struct str path = str_format(arena, "./%.*s", STR_ARGS(file));

		buf->full |= !path.at;
		write_word(buf, path);
	} else {
		write_word(buf, file);
	}
}

struct err load_command_line(struct arena *arena, struct str file, struct str profile,
			     struct str variable, struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	buf_str(&buf, S("outturn load "));
	write_file(&buf, arena, file);
	buf_str(&buf, S(" --profile "));
	if (str_empty(profile))
		buf_str(&buf, S("PROFILE"));
	else
		write_word(&buf, profile);
	if (!str_empty(variable)) {
		buf_str(&buf, S(" --variable "));
		if (is_hidden(arena, variable))
			buf_str(&buf, S("CODE"));
		else
			write_word(&buf, variable);
	}
	buf_str(&buf, S(" --db DB --who NAME --why TEXT"));
	return buf_done(&buf, out);
}
