/* A source without its comments and literals, so that rules see only code. */
#include "rules.h"

#include <string.h>

enum region { CODE, LINE_COMMENT, BLOCK_COMMENT, STRING, CHARACTER };

/* The region that begins at this byte of code; CODE when none does. */
static enum region region_at(struct str text, size_t i, bool is_css)
{
	char next = i + 1 < text.len ? text.at[i + 1] : '\0';

	switch (text.at[i]) {
	case '"':
		return STRING;
	case '\'':
		return CHARACTER;
	case '/':
		if (next == '*')
			return BLOCK_COMMENT;
		return next == '/' && !is_css ? LINE_COMMENT : CODE;
	default:
		return CODE;
	}
}

/* The place after the region that begins at `from`, at most the end of the text. */
static size_t region_end(struct str text, size_t from, enum region region)
{
	size_t end;

	if (region == BLOCK_COMMENT) {
		end = str_find(text, S("*/"), from + 2);
		return end == SIZE_MAX ? text.len : end + 2;
	}
	if (region == LINE_COMMENT) {
		end = str_find_char(text, '\n', from);
		return end == SIZE_MAX ? text.len : end;
	}
	for (size_t i = from + 1; i < text.len; i++) {
		if (text.at[i] == '\\')
			i++;
		else if (text.at[i] == text.at[from] || text.at[i] == '\n')
			return i + 1;
	}
	return text.len;
}

struct err source_blank(struct arena *arena, struct source *source)
{
	struct str text = source->text;
	bool is_css = str_ends(source->path, S(".css"));
	char *code;

	TRY_NEW(code = NEW(arena, char, text.len + 1));
	if (text.len)
		memcpy(code, text.at, text.len);
	source->literals = LIST(arena, struct str);
	for (size_t i = 0; i < text.len;) {
		enum region region = region_at(text, i, is_css);
		size_t end = region == CODE ? i + 1 : region_end(text, i, region);
		struct str literal = str_slice(text, i + 1, end - 1);

		if (region == STRING)
			TRY(list_push(&source->literals, &literal));
		for (; i < end; i++)
			if (region != CODE && text.at[i] != '\n')
				code[i] = ' ';
	}
	source->code = (struct str){ .at = code, .len = text.len };
	return OK;
}

bool words_have(struct str words, struct str word)
{
	struct str part;

	while (str_cut(&words, ' ', &part))
		if (part.len && str_eq(part, word))
			return true;
	return false;
}

/* Whether the file stands in, or is, one of the paths. */
bool source_is_in(const struct source *source, struct str folders)
{
	struct str part;

	while (str_cut(&folders, ' ', &part))
		if (part.len && str_starts(source->path, part))
			return true;
	return false;
}
