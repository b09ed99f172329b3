/* Addresses from parts (RFC 3986). */
#include "html/link.h"

#include "base/buf.h"

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

static void write_hex(struct buf *buf, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	buf_char(buf, '%');
	buf_char(buf, digits[byte >> 4]);
	buf_char(buf, digits[byte & 15]);
}

/* All but unreserved bytes as %XX. */
static void write_encoded(struct buf *buf, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_unreserved(s.at[i]))
			buf_char(buf, s.at[i]);
		else
			write_hex(buf, s.at[i]);
}

/* A segment; one of dots alone would climb the path, so that its dots are encoded too. */
static void write_segment(struct buf *buf, struct str s)
{
	buf_char(buf, '/');
	if (str_eq(s, S(".")) || str_eq(s, S("..")))
		for (size_t i = 0; i < s.len; i++)
			write_hex(buf, s.at[i]);
	else
		write_encoded(buf, s);
}

static void write_view(struct buf *buf, struct link_view view)
{
	if (!str_empty(view.lang)) {
		buf_str(buf, S("?lang="));
		write_encoded(buf, view.lang);
	}
	if (!date_empty(view.as_of)) {
		buf_str(buf, str_empty(view.lang) ? S("?as-of=") : S("&as-of="));
		date_write(buf, view.as_of);
	}
}

/* The finished address; without text when it did not fit. */
static struct href finish(const struct buf *buf)
{
	struct href href = { .url__ = { .at = NULL, .len = 0 } };

	if (failed(buf_done(buf, &href.url__)))
		return (struct href){ .url__ = { .at = NULL, .len = 0 } };
	return href;
}

struct href link_to_page(struct arena *arena, struct link_view view, struct str page)
{
	struct buf buf;

	buf_init(&buf, arena);
	write_segment(&buf, page);
	write_view(&buf, view);
	return finish(&buf);
}

struct href link_to_row(struct arena *arena, struct link_view view, struct str noun, struct str key)
{
	struct buf buf;

	buf_init(&buf, arena);
	write_segment(&buf, noun);
	write_segment(&buf, key);
	write_view(&buf, view);
	return finish(&buf);
}

struct href link_to_path(struct arena *arena, struct link_view view, struct str path)
{
	struct str segment;
	struct buf buf;

	buf_init(&buf, arena);
	while (str_cut(&path, '/', &segment))
		if (!str_empty(segment)) /* An empty one could make "//host". */
			write_segment(&buf, segment);
	if (buf.len == 0)
		buf_char(&buf, '/');
	write_view(&buf, view);
	return finish(&buf);
}

struct href link_to_same(struct arena *arena, struct link_view view, struct str received)
{
	struct str segment;
	struct buf buf;

	buf_init(&buf, arena);
	while (str_cut(&received, '/', &segment)) {
		if (str_empty(segment))
			continue;
		buf_char(&buf, '/');
		for (size_t i = 0; i < segment.len; i++)
			if (is_unreserved(segment.at[i]) || segment.at[i] == '%')
				buf_char(&buf, segment.at[i]);
			else
				write_hex(&buf, segment.at[i]);
	}
	if (buf.len == 0)
		buf_char(&buf, '/');
	write_view(&buf, view);
	return finish(&buf);
}

struct href link_to_place(struct arena *arena, struct str id)
{
	struct buf buf;

	buf_init(&buf, arena);
	buf_char(&buf, '#');
	write_encoded(&buf, id);
	return finish(&buf);
}

/* A byte that may stand in an address as it is (RFC 3986, reserved and unreserved). */
static bool is_of_address(char c)
{
	return is_unreserved(c) ||
	       (c != '\0' && str_find_char(S(":/?#[]@!$&'()*+,;=%"), c, 0) != SIZE_MAX);
}

bool link_to_site(struct arena *arena, struct str url, struct href *out)
{
	struct str scheme = S("https://");
	struct str host = str_slice(url, scheme.len, str_find_char(url, '/', scheme.len));
	struct buf buf;

	if (!str_starts(url, scheme) || str_empty(host))
		return false;
	for (size_t i = 0; i < host.len; i++)
		if (!is_unreserved(host.at[i]) && host.at[i] != ':')
			return false;
	buf_init(&buf, arena);
	for (size_t i = 0; i < url.len; i++)
		if (is_of_address(url.at[i]))
			buf_char(&buf, url.at[i]);
		else
			write_hex(&buf, url.at[i]);
	*out = finish(&buf);
	return true;
}

struct href link_with(struct arena *arena, struct href href, struct str name, struct str value)
{
	struct str url = href.url__;
	size_t place = str_find_char(url, '#', 0);
	struct buf buf;

	if (!url.at)
		return href;
	buf_init(&buf, arena);
	buf_str(&buf, str_slice(url, 0, place));
	buf_char(&buf, str_find_char(str_slice(url, 0, place), '?', 0) == SIZE_MAX ? '?' : '&');
	write_encoded(&buf, name);
	buf_char(&buf, '=');
	write_encoded(&buf, value);
	buf_str(&buf, str_slice(url, place, url.len));
	return finish(&buf);
}

struct href link_at(struct arena *arena, struct href href, struct str id)
{
	struct buf buf;

	if (!href.url__.at)
		return href;
	buf_init(&buf, arena);
	buf_str(&buf, href.url__);
	buf_char(&buf, '#');
	write_encoded(&buf, id);
	return finish(&buf);
}

struct str link_text(struct href href)
{
	return href.url__;
}
