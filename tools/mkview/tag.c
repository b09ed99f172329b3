/*
 * Markup: elements with their attributes, and comments, which are dropped. Everything that could turn
 * text into script is refused here, at the build: see the tables of element.c.
 */
#include "scan.h"

/* The names of a tag's attributes; those of a branch see the ones outside of it. */
struct seen_attributes {
	struct list names;    /* struct str */
	struct list branched; /* struct str: of the branches of the block that is being read */
	struct seen_attributes *outer;
	bool in_svg;
};

static bool list_has(const struct list *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_eq(*LIST_AT(*names, struct str, i), name))
			return true;
	return false;
}

static struct err list_push_all(struct list *to, const struct list *from)
{
	for (size_t i = 0; i < from->count; i++)
		TRY(list_push(to, LIST_AT(*from, struct str, i)));
	return OK;
}

static struct err see_attribute(struct scanner *scanner, struct view_place place,
				struct seen_attributes *seen, struct str name)
{
	for (const struct seen_attributes *s = seen; s; s = s->outer)
		if (list_has(&s->names, name))
			return scan_fault(scanner, place,
					  "this element has two attributes \"%.*s\"",
					  STR_ARGS(name));
	return list_push(&seen->names, &name);
}

/* An address that the author wrote: a path of this server, a fragment, or https. */
static struct err check_address(struct scanner *scanner, struct view_place place,
				struct str address)
{
	struct str scheme = address;

	for (size_t i = 0; i < address.len; i++) {
		if ((unsigned char)address.at[i] <= ' ' || address.at[i] == '\\')
			return scan_fault(scanner, place,
					  "an address has no white space and no \\");
		if (address.at[i] == '&' &&
		    !str_starts(str_slice(address, i, address.len), S("&amp;")))
			return scan_fault(scanner, place,
					  "in an address the only reference is &amp;");
		if (scheme.len == address.len && (address.at[i] == '/' || address.at[i] == '?' ||
						  address.at[i] == '#' || address.at[i] == ':'))
			scheme = str_slice(address, 0, i);
	}
	if (str_starts(address, S("//")))
		return scan_fault(scanner, place,
				  "an address names its scheme, https, or is a path");
	if (scheme.len < address.len && address.at[scheme.len] == ':' &&
	    !str_starts(address, S("https://")))
		return scan_fault(scanner, place, "the only scheme of an address is https");
	return OK;
}

/* An address: written out, or one {{value}} and nothing else. */
static struct err parse_address(struct scanner *scanner, struct view_nodes *out)
{
	struct view_place place = scanner->place;
	size_t from = scanner->at;
	struct str address;

	if (scan_sees(scanner, "{{#") || scan_sees(scanner, "{{>"))
		return scan_fault(scanner, place,
				  "an address has no branches: make it with link_to");
	if (scan_sees(scanner, "{{")) {
		TRY(parse_value(scanner, CONTEXT_URL, out));
		if (scan_peek(scanner) != '"')
			return scan_fault(
				scanner, scanner->place,
				"an address from {{ }} is the whole of it: make it with link_to");
		return OK;
	}
	while (!scan_end(scanner) && scan_peek(scanner) != '"' && !scan_sees(scanner, "{{"))
		scan_skip(scanner, 1);
	address = scan_since(scanner, from);
	if (scan_sees(scanner, "{{"))
		return scan_fault(scanner, scanner->place,
				  "an address from {{ }} is the whole of it: make it with link_to");
	if (str_empty(address))
		return scan_fault(scanner, place, "this address is empty");
	TRY(check_address(scanner, place, address));
	TRY(scan_check_text(scanner, place, address, true));
	return scan_literal(scanner, out, LITERAL_INLINE, place, address);
}

static struct err parse_attribute_text(struct scanner *scanner, const struct attribute *attribute,
				       struct view_nodes *out)
{
	struct view_place place = scanner->place;
	size_t from = scanner->at;
	struct str text;
	bool words_allowed = attribute->kind != ATTRIBUTE_WORDS || scan_in_code(scanner);

	while (!scan_end(scanner) && scan_peek(scanner) != '"' && !scan_sees(scanner, "{{"))
		scan_skip(scanner, 1);
	text = scan_since(scanner, from);
	if (str_find_char(text, '<', 0) != SIZE_MAX || str_find_char(text, '>', 0) != SIZE_MAX)
		return scan_fault(
			scanner, place,
			"a quote should close this value before its < or >; as text they are &lt; and &gt;");
	TRY(scan_check_text(scanner, place, text, words_allowed));
	return scan_literal(scanner, out, LITERAL_INLINE, place, text);
}

/* A struct block_reader: the value of an attribute, or one branch in it. */
static struct err parse_attribute_value(struct scanner *scanner, void *context,
					struct view_nodes *out)
{
	const struct attribute *attribute = context;
	enum view_context value_context = attribute->kind == ATTRIBUTE_WORDS ? CONTEXT_WORDS
									     : CONTEXT_ATTR;

	while (!scan_end(scanner) && scan_peek(scanner) != '"' && !parse_sees_branch_end(scanner)) {
		if (scan_sees(scanner, "{{#"))
			TRY(parse_block(scanner,
					(struct block_reader){ parse_attribute_value, context },
					out));
		else if (scan_sees(scanner, "{{>"))
			return scan_fault(scanner, scanner->place, "a view cannot stand in a tag");
		else if (scan_sees(scanner, "{{"))
			TRY(parse_value(scanner, value_context, out));
		else
			TRY(parse_attribute_text(scanner, attribute, out));
	}
	return OK;
}

static struct err check_attribute_name(struct scanner *scanner, struct view_place place,
				       struct str name, bool in_svg)
{
	const struct attribute *attribute = attribute_find(name);

	if (attribute->kind == ATTRIBUTE_REFUSED)
		return scan_fault(scanner, place, "no attribute \"%.*s\": %s", STR_ARGS(name),
				  attribute->reason);
	for (size_t i = 0; i < name.len && !in_svg; i++)
		if (name.at[i] >= 'A' && name.at[i] <= 'Z')
			return scan_fault(scanner, place, "names are written in lower case");
	return OK;
}

/* ` name` or ` name="value"`, after white space. */
static struct err parse_attribute(struct scanner *scanner, struct seen_attributes *seen,
				  struct view_nodes *out)
{
	struct view_place place = scanner->place;
	struct str name = scan_name(scanner);
	struct attribute attribute = *attribute_find(name);
	struct view_place value_place;

	if (str_empty(name))
		return scan_fault(scanner, place, "an attribute is expected here");
	TRY(check_attribute_name(scanner, place, name, seen->in_svg));
	TRY(see_attribute(scanner, place, seen, name));
	TRY(scan_literal(scanner, out, LITERAL_INLINE, place, S(" ")));
	TRY(scan_literal(scanner, out, LITERAL_INLINE, place, name));
	if (!scan_take(scanner, "="))
		return OK;
	value_place = scanner->place;
	if (!scan_take(scanner, "\""))
		return scan_fault(scanner, value_place,
				  "the value of an attribute stands in double quotes");
	TRY(scan_literal(scanner, out, LITERAL_INLINE, value_place, S("=\"")));
	if (attribute.kind == ATTRIBUTE_URL)
		TRY(parse_address(scanner, out));
	else
		TRY(parse_attribute_value(scanner, &attribute, out));
	if (scan_sees(scanner, "{{"))
		return scan_fault(scanner, scanner->place,
				  "this ends a block that was not opened in this attribute");
	if (!scan_take(scanner, "\""))
		return scan_fault(scanner, value_place, "this quote is not closed");
	return scan_literal(scanner, out, LITERAL_INLINE, value_place, S("\""));
}

/* Attributes up to the end of the tag or branch. */
static struct err parse_attributes(struct scanner *scanner, struct seen_attributes *seen,
				   struct view_nodes *out);

/* A struct block_reader: one branch of attributes. */
static struct err parse_attribute_branch(struct scanner *scanner, void *context,
					 struct view_nodes *out)
{
	struct seen_attributes *outer = context;
	struct seen_attributes inner = {
		.names = LIST(scanner->arena, struct str),
		.branched = LIST(scanner->arena, struct str),
		.outer = outer,
		.in_svg = outer->in_svg,
	};

	TRY(parse_attributes(scanner, &inner, out));
	return list_push_all(&outer->branched, &inner.names);
}

static struct err parse_attributes(struct scanner *scanner, struct seen_attributes *seen,
				   struct view_nodes *out)
{
	for (;;) {
		struct view_place place = scanner->place;
		bool spaced = char_is_space(scan_peek(scanner));

		scan_space(scanner);
		if (scan_end(scanner) || scan_peek(scanner) == '>' || scan_sees(scanner, "/>") ||
		    parse_sees_branch_end(scanner))
			return OK;
		if (scan_sees(scanner, "{{#each"))
			return scan_fault(scanner, place, "a loop would repeat attributes");
		if (scan_sees(scanner, "{{#")) {
			TRY(parse_block(scanner,
					(struct block_reader){ parse_attribute_branch, seen },
					out));
			TRY(list_push_all(&seen->names, &seen->branched));
			seen->branched.count = 0;
		} else if (scan_sees(scanner, "{{")) {
			return scan_fault(scanner, place,
					  "a value stands inside the quotes of an attribute");
		} else if (!spaced) {
			return scan_fault(scanner, place,
					  "a space is expected before an attribute");
		} else {
			TRY(parse_attribute(scanner, seen, out));
		}
	}
}

/* May the element stand where it does? */
static struct err check_element(struct scanner *scanner, struct view_place place,
				const struct element *element, bool in_svg)
{
	if ((element->flags & ELEMENT_SVG) && !in_svg)
		return scan_fault(scanner, place, "<%.*s> stands inside <svg>",
				  STR_ARGS(element->name));
	for (const struct open_element *open = scanner->open; open; open = open->outer) {
		if ((element->flags & ELEMENT_BLOCK) && str_eq(open->name, S("p")))
			return scan_fault(scanner, place,
					  "a browser would end the <p> at %d:%d before this <%.*s>",
					  open->place.line, open->place.column,
					  STR_ARGS(element->name));
		if ((element->flags & ELEMENT_ALONE) && open->element == element)
			return scan_fault(scanner, place, "there is a <%.*s> around it at %d:%d",
					  STR_ARGS(element->name), open->place.line,
					  open->place.column);
	}
	return OK;
}

/* </name> of the innermost open element. */
static struct err parse_end_tag(struct scanner *scanner, struct view_nodes *out)
{
	const struct open_element *open = scanner->open;
	struct view_place place = scanner->place;
	size_t from = scanner->at;
	struct str name;

	if (scan_end(scanner) || scan_peek(scanner) == '@')
		return scan_fault(scanner, open->place, "this <%.*s> is not closed",
				  STR_ARGS(open->name));
	if (!scan_take(scanner, "</"))
		return scan_fault(scanner, place,
				  "the <%.*s> at %d:%d should be closed before this",
				  STR_ARGS(open->name), open->place.line, open->place.column);
	name = scan_name(scanner);
	if (!str_eq(name, open->name) || !scan_take(scanner, ">"))
		return scan_fault(scanner, place, "</%.*s> is expected here, for the tag at %d:%d",
				  STR_ARGS(open->name), open->place.line, open->place.column);
	return scan_literal(scanner, out, open->element->space, place, scan_since(scanner, from));
}

/* What stands between the start tag, just read, and the end tag; then the end tag. */
static struct err parse_element_content(struct scanner *scanner, struct view_nodes *out)
{
	const struct open_element *open = scanner->open;

	if (open->element->flags & ELEMENT_EMPTY) {
		scan_space(scanner);
		if (!scan_sees(scanner, "</"))
			return scan_fault(
				scanner, scanner->place,
				"<%.*s> has neither text nor {{ }}: its source is a file of ui/",
				STR_ARGS(open->name));
		return parse_end_tag(scanner, out);
	}
	if (open->element->flags & ELEMENT_VERBATIM) {
		/* Browsers drop one line break here: send one, so that a value keeps its own. */
		scan_take(scanner, "\r");
		scan_take(scanner, "\n");
		TRY(scan_literal(scanner, out, LITERAL_SOLID, scanner->place, S("\n")));
	}
	TRY(parse_content(scanner, out));
	return parse_end_tag(scanner, out);
}

/* Does the start tag, given as its text, say that letters inside are not words? */
static bool is_untranslated(struct str tag)
{
	return str_find(tag, S(" translate=\"no\""), 0) != SIZE_MAX;
}

static struct err parse_comment(struct scanner *scanner)
{
	struct view_place place = scanner->place;
	size_t end = str_find(scanner->text, S("-->"), scanner->at + sizeof("<!--") - 1);

	if (end == SIZE_MAX)
		return scan_fault(scanner, place, "this comment is not closed");
	scan_skip(scanner, end + sizeof("-->") - 1 - scanner->at);
	return OK;
}

/* The start tag up to its ">", into *open. */
static struct err parse_start_tag(struct scanner *scanner, struct open_element *open,
				  struct view_nodes *out)
{
	size_t from = scanner->at;
	struct seen_attributes seen = { .names = LIST(scanner->arena, struct str),
					.branched = LIST(scanner->arena, struct str) };

	scan_skip(scanner, 1);
	open->name = scan_name(scanner);
	open->element = element_find(open->name);
	if (scan_peek(scanner) == '!')
		return scan_fault(scanner, open->place,
				  "only <!-- and <!DOCTYPE html> begin with <!");
	if (str_empty(open->name))
		return scan_fault(scanner, open->place, "write < as &lt; in text");
	if (!open->element)
		return scan_fault(scanner, open->place, "no element <%.*s> may be used",
				  STR_ARGS(open->name));
	for (const struct open_element *o = open; o; o = o->outer)
		seen.in_svg |= str_eq(o->name, S("svg"));
	TRY(check_element(scanner, open->place, open->element, seen.in_svg));
	TRY(scan_literal(scanner, out, open->element->space, open->place,
			 scan_since(scanner, from)));
	TRY(parse_attributes(scanner, &seen, out));
	open->code = (open->element->flags & ELEMENT_CODE) ||
		     is_untranslated(scan_since(scanner, from));
	if (scan_sees(scanner, "{{"))
		return scan_fault(scanner, scanner->place,
				  "this ends a block that was not opened in this tag");
	if (scan_sees(scanner, "/>"))
		return scan_fault(
			scanner, scanner->place,
			"\"/>\" does not close an element in HTML: write > or an end tag");
	if (!scan_take(scanner, ">"))
		return scan_fault(scanner, open->place, "this tag has no >");
	return scan_literal(scanner, out, open->element->space, open->place, S(">"));
}

struct err parse_element(struct scanner *scanner, struct view_nodes *out)
{
	struct open_element open = { .place = scanner->place, .outer = scanner->open };
	struct err result;

	if (scan_sees(scanner, "<!--"))
		return parse_comment(scanner);
	if (scan_take(scanner, "<!DOCTYPE html>"))
		return scan_literal(scanner, out, LITERAL_BREAK, open.place, S("<!DOCTYPE html>"));
	TRY(parse_start_tag(scanner, &open, out));
	if (open.element->flags & ELEMENT_VOID)
		return OK;
	TRY(scan_deeper(scanner));
	scanner->open = &open;
	result = parse_element_content(scanner, out);
	scanner->open = open.outer;
	scanner->depth--;
	return result;
}
