/* See name_text.h. */
#include "vtl/name_text.h"

#include "base/buf.h"
#include "vtl/operation.h"
#include "vtl/token.h"

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_plain(struct str name)
{
	if (str_empty(name) || !is_letter(name.at[0]))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!is_letter(name.at[i]) && name.at[i] != '_' &&
		    !(name.at[i] >= '0' && name.at[i] <= '9'))
			return false;
	return word_named(name) == WORD_NONE && operation_named(name) == OPERATION_NONE;
}

void name_write(struct buf *buf, struct str name)
{
	if (is_plain(name)) {
		buf_str(buf, name);
		return;
	}
	buf_char(buf, '\'');
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == '\'')
			buf_char(buf, '\\');
		buf_char(buf, name.at[i]);
	}
	buf_char(buf, '\'');
}
