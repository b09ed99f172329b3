/*
 * The template parser: the file with its views, and what stands between tags. Blocks and values are
 * read by block.c, markup by tag.c. The parser is a recursive descent in which an element and a block
 * each read their own end; tags that do not balance inside a branch can therefore not be read.
 */
#include "scan.h"

#include "base/utf8.h"

/* At a line that begins another view? */
static bool at_directive(const struct scanner *scanner)
{
	return scanner->place.column == 1 && scan_peek(scanner) == '@';
}

/* Text up to the next tag, {{ }} or view. */
static struct err parse_text(struct scanner *scanner, struct view_nodes *out)
{
	struct view_place place = scanner->place;
	size_t from = scanner->at;
	struct str text;
	bool verbatim = scanner->open && (scanner->open->element->flags & ELEMENT_VERBATIM);

	do
		scan_skip(scanner, 1);
	while (!scan_end(scanner) && scan_peek(scanner) != '<' && !scan_sees(scanner, "{{") &&
	       !at_directive(scanner));
	text = scan_since(scanner, from);
	if (str_find(text, S("}}"), 0) != SIZE_MAX)
		return scan_fault(scanner, place, "this text has a }} without a {{");
	TRY(scan_check_text(scanner, place, text, scan_in_code(scanner)));
	return scan_literal(scanner, out, verbatim ? LITERAL_SOLID : LITERAL_TEXT, place, text);
}

struct err parse_content(struct scanner *scanner, struct view_nodes *out)
{
	while (!scan_end(scanner) && !at_directive(scanner) && !scan_sees(scanner, "</") &&
	       !parse_sees_branch_end(scanner)) {
		if (scan_sees(scanner, "{{#"))
			TRY(parse_block(scanner, (struct block_reader){ .read = parse_branch },
					out));
		else if (scan_sees(scanner, "{{>"))
			TRY(parse_part(scanner, out));
		else if (scan_sees(scanner, "{{"))
			TRY(parse_value(scanner, CONTEXT_TEXT, out));
		else if (scan_peek(scanner) == '<')
			TRY(parse_element(scanner, out));
		else
			TRY(parse_text(scanner, out));
	}
	return OK;
}

struct err parse_branch(struct scanner *scanner, void *unused, struct view_nodes *out)
{
	(void)unused;
	TRY(parse_content(scanner, out));
	if (scan_sees(scanner, "</"))
		return scan_fault(
			scanner, scanner->place,
			"this closes an element that was opened outside of the block around it");
	return OK;
}

/* What ends a view too early is something without a beginning. */
static struct err check_view_end(struct scanner *scanner)
{
	if (scan_sees(scanner, "</"))
		return scan_fault(scanner, scanner->place,
				  "this closes an element that is not open");
	if (scan_sees(scanner, "{{"))
		return scan_fault(scanner, scanner->place, "this ends a block that is not open");
	return OK;
}

/* A blank between words of a directive. */
static struct err parse_blank(struct scanner *scanner)
{
	if (scan_peek(scanner) != ' ')
		return scan_fault(scanner, scanner->place, "a space is expected here");
	while (scan_take(scanner, " "))
		;
	return OK;
}

static struct err parse_line_end(struct scanner *scanner)
{
	while (scan_take(scanner, " ") || scan_take(scanner, "\r"))
		;
	if (!scan_end(scanner) && !scan_take(scanner, "\n"))
		return scan_fault(scanner, scanner->place, "the line should end here");
	return OK;
}

static bool param_is_known(const struct list *params, struct str name)
{
	for (size_t i = 0; i < params->count; i++)
		if (str_eq(LIST_AT(*params, struct view_param, i)->name, name))
			return true;
	return false;
}

/* `const struct type *name`, or `struct type name` for a small one by value. */
static struct err parse_param(struct scanner *scanner, struct list *params)
{
	struct view_place place = scanner->place;
	struct view_param param = { .pointer = scan_take(scanner, "const ") };

	if (!scan_take(scanner, "struct "))
		return scan_fault(
			scanner, place,
			"a parameter is written const struct type *name, or struct type name");
	param.type = scan_identifier(scanner);
	TRY(parse_blank(scanner));
	if (param.pointer != scan_take(scanner, "*"))
		return scan_fault(scanner, scanner->place,
				  "a pointer parameter is const, and a const parameter a pointer");
	param.name = scan_identifier(scanner);
	if (str_empty(param.type) || str_empty(param.name))
		return scan_fault(scanner, scanner->place, "a name is expected here");
	if (param.name.at[0] == '_' || str_eq(param.name, S("h")))
		return scan_fault(scanner, place, "a name that begins with _ or is h is taken");
	if (param_is_known(params, param.name))
		return scan_fault(scanner, place, "this view has two parameters of that name");
	return list_push(params, &param);
}

/* `@view name(parameters)` with the rest of its line. */
static struct err parse_view_head(struct scanner *scanner, struct view *view)
{
	view->place = scanner->place;
	scan_skip(scanner, sizeof("@view") - 1);
	TRY(parse_blank(scanner));
	view->name = scan_identifier(scanner);
	if (str_empty(view->name) || !scan_take(scanner, "("))
		return scan_fault(scanner, scanner->place,
				  "@view name(const struct type *v) is expected");
	view->params = LIST(scanner->arena, struct view_param);
	while (!scan_take(scanner, ")")) {
		if (view->params.count > 0 && !scan_take(scanner, ", "))
			return scan_fault(scanner, scanner->place,
					  "\", \" or \")\" is expected here");
		TRY(parse_param(scanner, &view->params));
	}
	return parse_line_end(scanner);
}

/* Reads the body with the parameters from the i-th on in scope, innermost last. */
static struct err parse_view_body(struct scanner *scanner, struct view *view, size_t i)
{
	struct view_param *param;
	struct scope scope;

	if (i == view->params.count)
		return parse_content(scanner, &view->body);
	param = LIST_AT(view->params, struct view_param, i);
	scope = (struct scope){ .name = param->name,
				.used = &param->used,
				.outer = scanner->scope };
	scanner->scope = &scope;
	TRY(parse_view_body(scanner, view, i + 1));
	scanner->scope = scope.outer;
	return OK;
}

static struct err parse_view(struct scanner *scanner, struct list *views)
{
	struct view view = { 0 };

	TRY(parse_view_head(scanner, &view));
	for (size_t i = 0; i < views->count; i++)
		if (str_eq(LIST_AT(*views, struct view, i)->name, view.name))
			return scan_fault(scanner, view.place,
					  "this file has two views of that name");
	TRY(parse_view_body(scanner, &view, 0));
	TRY(check_view_end(scanner));
	TRY(view_trim_space(scanner->arena, &view.body));
	return list_push(views, &view);
}

/* `@include "web/indicator.h"`. */
static struct err parse_include(struct scanner *scanner, struct list *includes)
{
	struct str name;

	scan_skip(scanner, sizeof("@include") - 1);
	TRY(parse_blank(scanner));
	TRY(scan_string(scanner, &name));
	TRY(parse_line_end(scanner));
	return list_push(includes, &name);
}

/* What the parser need not look out for: bytes that are not text. */
static struct err check_bytes(struct scanner *scanner)
{
	size_t fault = utf8_fault(scanner->text);
	size_t i = 0;

	while (i < scanner->text.len && i != fault &&
	       ((unsigned char)scanner->text.at[i] >= ' ' || char_is_space(scanner->text.at[i])))
		i++;
	if (i == scanner->text.len)
		return OK;
	scan_skip(scanner, i);
	return scan_fault(scanner, scanner->place,
			  i == fault ? "this is not UTF-8" : "a control character");
}

struct err view_parse(struct arena *arena, struct str text, struct view_file *out,
		      struct view_fault *fault)
{
	struct scanner scanner = {
		.arena = arena, .text = text, .place = { .line = 1, .column = 1 }, .fault = fault
	};
	struct view_file file = { .includes = LIST(arena, struct str),
				  .views = LIST(arena, struct view) };

	TRY(check_bytes(&scanner));
	for (scan_space(&scanner); !scan_end(&scanner); scan_space(&scanner)) {
		struct view_nodes dropped = { 0 };

		if (scan_sees(&scanner, "@view"))
			TRY(parse_view(&scanner, &file.views));
		else if (scan_sees(&scanner, "@include") && file.views.count == 0)
			TRY(parse_include(&scanner, &file.includes));
		else if (scan_sees(&scanner, "<!--") && file.views.count == 0)
			TRY(parse_element(&scanner, &dropped));
		else
			return scan_fault(
				&scanner, scanner.place,
				file.views.count == 0
					? "a file begins with comments, @include lines and a @view"
					: "@view is the only line that may begin with @ after a view");
	}
	if (file.views.count == 0)
		return scan_fault(&scanner, scanner.place, "this file has no @view");
	*out = file;
	return OK;
}
