/* Looks messages up and fills their placeholders. */
#include "i18n/message.h"

#include "base/arena.h"
#include "base/buf.h"
#include "i18n/bidi.h"
#include "i18n/catalogue.h"
#include "i18n/number.h"

static const char CONTEXT_END = '\004';

/* The entry of an id; NULL in English and where a translation is missing. */
static const struct catalogue_entry *entry_find(const struct locale *locale, struct str id)
{
	const struct catalogue *catalogue = locale->catalogue;
	size_t low = 0, high = catalogue ? catalogue->count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(id, catalogue->entries[middle].id);

		if (order == 0)
			return &catalogue->entries[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* The English text of an id: without its context. */
static struct str english(struct str id)
{
	size_t at = str_find_char(id, CONTEXT_END, 0);

	return at == SIZE_MAX ? id : str_slice(id, at + 1, id.len);
}

struct str message(const struct locale *locale, struct str id)
{
	const struct catalogue_entry *entry = entry_find(locale, id);

	return entry ? entry->forms[0] : english(id);
}

struct str message_plural(const struct locale *locale, struct plural id, int64_t n)
{
	const struct catalogue_entry *entry = entry_find(locale, id.one);
	uint64_t magnitude = n < 0 ? -(uint64_t)n : (uint64_t)n;
	int form = entry ? locale->catalogue->form(magnitude) : 0;

	if (entry && form < entry->count)
		return entry->forms[form];
	return magnitude == 1 ? english(id.one) : id.other;
}

/* A text on its way to the reader: what its placeholders stand for. */
struct filling {
	const struct locale *locale;
	const struct message_args *args;
	const int64_t *n; /* NULL: the text has no count */
};

/* Writes what the placeholder stands for; false when the character between the braces names none. */
static bool write_placeholder(struct buf *buf, struct filling filling, char name)
{
	if (name >= '1' && name < '1' + MESSAGE_ARGS) {
		bidi_isolate(buf, filling.locale, filling.args->at[name - '1']);
		return true;
	}
	if (name == 'n' && filling.n) {
		number_write_int(buf, filling.locale, *filling.n);
		return true;
	}
	return false;
}

static void write_filled(struct buf *buf, struct str text, struct filling filling)
{
	size_t written = 0, at = 0;

	while ((at = str_find_char(text, '{', at)) != SIZE_MAX) {
		buf_str(buf, str_slice(text, written, at));
		written = at;
		if (at + 2 < text.len && text.at[at + 2] == '}' &&
		    write_placeholder(buf, filling, text.at[at + 1]))
			written = at + 3;
		at = written > at ? written : at + 1;
	}
	buf_str(buf, str_slice(text, written, text.len));
}

void message_write(struct buf *buf, const struct locale *locale, struct str id,
		   struct message_args args)
{
	write_filled(buf, message(locale, id), (struct filling){ .locale = locale, .args = &args });
}

void message_write_plural(struct buf *buf, const struct locale *locale, struct plural id, int64_t n,
			  struct message_args args)
{
	write_filled(buf, message_plural(locale, id, n),
		     (struct filling){ .locale = locale, .args = &args, .n = &n });
}

/* What the buffer holds, or the string whose at is NULL when its arena was full. */
static struct str finished(const struct buf *buf)
{
	struct str text = { 0 };

	if (failed(buf_done(buf, &text)))
		text = (struct str){ 0 };
	return text;
}

struct str message_format(struct arena *arena, const struct locale *locale, struct str id,
			  struct message_args args)
{
	struct buf buf;

	buf_init(&buf, arena);
	message_write(&buf, locale, id, args);
	return finished(&buf);
}

struct str message_format_plural(struct arena *arena, const struct locale *locale, struct plural id,
				 int64_t n, struct message_args args)
{
	struct buf buf;

	buf_init(&buf, arena);
	message_write_plural(&buf, locale, id, n, args);
	return finished(&buf);
}
