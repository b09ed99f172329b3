/*
 * Writes the C of a template: a function for each view that calls the room html for each piece, and
 * #line before each statement, so that the compiler and the debugger speak of the template.
 */
#include "view.h"

enum { LITERAL_BYTES_MAX = 2000, LITERAL_COLUMNS = 70 };

struct emitter {
	struct buf *buf;
	struct str source;
	int indent;
};

static void emit_nodes(struct emitter *emitter, const struct view_nodes *nodes);

static void emit_char(struct buf *buf, char c)
{
	if (c == '"' || c == '\\' || c == '?') /* "?" could begin a trigraph. */
		buf_char(buf, '\\');
	if (c == '\n')
		buf_str(buf, S("\\n"));
	else
		buf_char(buf, c);
}

/* A C string literal, a new piece of it for each line of the text or when the line is long. */
static void emit_string(struct buf *buf, struct str s, int indent)
{
	size_t column = 0;

	buf_char(buf, '"');
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		emit_char(buf, c);
		column++;
		if (i + 1 < s.len && (c == '\n' || column >= LITERAL_COLUMNS) &&
		    ((unsigned char)s.at[i + 1] & 0xC0) != 0x80) {
			buf_str(buf, S("\"\n"));
			for (int j = 0; j < indent; j++)
				buf_char(buf, '\t');
			buf_char(buf, '"');
			column = 0;
		}
	}
	buf_char(buf, '"');
}

/* A directive ends with its line, however long the path in it is. */
static void emit_line(struct emitter *emitter, struct view_place place)
{
	buf_format(emitter->buf, "#line %d \"", place.line);
	for (size_t i = 0; i < emitter->source.len; i++)
		emit_char(emitter->buf, emitter->source.at[i]);
	buf_str(emitter->buf, S("\"\n"));
}

static void emit_indent(struct emitter *emitter)
{
	for (int i = 0; i < emitter->indent; i++)
		buf_char(emitter->buf, '\t');
}

/* The beginning of a statement that the template's place asks for. */
static void emit_statement(struct emitter *emitter, struct view_place place)
{
	emit_line(emitter, place);
	emit_indent(emitter);
}

static void emit_close(struct emitter *emitter)
{
	emitter->indent--;
	emit_indent(emitter);
	buf_str(emitter->buf, S("}\n"));
}

static void emit_literal(struct emitter *emitter, struct view_place place, struct str text)
{
	for (size_t from = 0, to; from < text.len; from = to) {
		to = from + LITERAL_BYTES_MAX;
		while (to < text.len && ((unsigned char)text.at[to] & 0xC0) == 0x80)
			to++;
		emit_statement(emitter, place);
		buf_str(emitter->buf, S("html_literal(h, S("));
		emit_string(emitter->buf, str_slice(text, from, to), emitter->indent + 2);
		buf_str(emitter->buf, S("));\n"));
	}
}

static void emit_value(struct emitter *emitter, const struct view_node *node)
{
	static const char *const writers[] = {
		[CONTEXT_TEXT] = "html_text",
		[CONTEXT_WORDS] = "html_words",
		[CONTEXT_ATTR] = "html_attr",
		[CONTEXT_URL] = "html_url",
	};

	emit_statement(emitter, node->place);
	buf_format(emitter->buf, "%s(h, %.*s);\n", writers[node->value.context],
		   STR_ARGS(node->value.expression));
}

/* ", NULL, 0)" or the array of the message's arguments with its length. */
static void emit_message_args(struct emitter *emitter, const struct list *args)
{
	if (args->count == 0) {
		buf_str(emitter->buf, S(", NULL, 0);\n"));
		return;
	}
	buf_str(emitter->buf, S(",\n"));
	emitter->indent += 2;
	emit_indent(emitter);
	emitter->indent -= 2;
	buf_str(emitter->buf, S("(const struct html_value[]){ "));
	for (size_t i = 0; i < args->count; i++)
		buf_format(emitter->buf, "%shtml_value(%.*s)", i > 0 ? ", " : "",
			   STR_ARGS(*LIST_AT(*args, struct str, i)));
	buf_format(emitter->buf, " }, %zu);\n", args->count);
}

static void emit_message(struct emitter *emitter, const struct view_node *node)
{
	const struct view_message *message = &node->message;
	struct buf *buf = emitter->buf;
	int indent = emitter->indent + 2;

	emit_statement(emitter, node->place);
	if (!str_empty(message->other)) {
		buf_str(buf, S("html_message_plural(h, (struct plural)NP_("));
		emit_string(buf, message->one, indent);
		buf_str(buf, S(", "));
		emit_string(buf, message->other, indent);
		buf_format(buf, "), html_count(%.*s)", STR_ARGS(message->count));
	} else {
		buf_str(buf, str_empty(message->note) ? S("html_message(h, S(N_(")
						      : S("html_message(h, S(NC_("));
		if (!str_empty(message->note)) {
			emit_string(buf, message->note, indent);
			buf_str(buf, S(", "));
		}
		emit_string(buf, message->one, indent);
		buf_str(buf, S("))"));
	}
	emit_message_args(emitter, &message->args);
}

static void emit_if(struct emitter *emitter, const struct view_node *node)
{
	const struct view_if *branch = &node->branch;

	emit_statement(emitter, node->place);
	buf_format(emitter->buf, "if (%shtml_is(%.*s)) {\n", branch->negated ? "!" : "",
		   STR_ARGS(branch->test));
	emitter->indent++;
	emit_nodes(emitter, &branch->then);
	if (branch->otherwise.first) {
		emitter->indent--;
		emit_indent(emitter);
		buf_str(emitter->buf, S("} else {\n"));
		emitter->indent++;
		emit_nodes(emitter, &branch->otherwise);
	}
	emit_close(emitter);
}

static void emit_each(struct emitter *emitter, const struct view_node *node)
{
	const struct view_each *each = &node->each;
	struct buf *buf = emitter->buf;

	emit_statement(emitter, node->place);
	buf_format(buf, "for (size_t i_%.*s = 0; i_%.*s < %.*s.count; i_%.*s++) {\n",
		   STR_ARGS(each->row), STR_ARGS(each->row), STR_ARGS(each->list),
		   STR_ARGS(each->row));
	emitter->indent++;
	emit_statement(emitter, node->place);
	buf_format(buf, "const __typeof__(*%.*s.at) *%.*s = &%.*s.at[i_%.*s];\n",
		   STR_ARGS(each->list), STR_ARGS(each->row), STR_ARGS(each->list),
		   STR_ARGS(each->row));
	if (!each->row_used) {
		emit_indent(emitter);
		buf_format(buf, "(void)%.*s;\n", STR_ARGS(each->row));
	}
	emit_nodes(emitter, &each->body);
	emit_close(emitter);
}

static void emit_part(struct emitter *emitter, const struct view_node *node)
{
	emit_statement(emitter, node->place);
	buf_format(emitter->buf, "view_%.*s(h", STR_ARGS(node->part.name));
	for (size_t i = 0; i < node->part.args.count; i++)
		buf_format(emitter->buf, ", %.*s",
			   STR_ARGS(*LIST_AT(node->part.args, struct str, i)));
	buf_str(emitter->buf, S(");\n"));
}

/* A run of literals as one; returns the last of them. */
static const struct view_node *emit_literals(struct emitter *emitter, const struct view_node *node)
{
	struct view_place place = node->place;
	struct buf text;
	bool first = true;

	buf_init(&text, emitter->buf->arena);
	for (;; node = node->next) {
		if (first && !str_empty(node->literal.text)) {
			place = node->place;
			first = false;
		}
		buf_str(&text, node->literal.text);
		if (!node->next || node->next->kind != NODE_LITERAL)
			break;
	}
	emit_literal(emitter, place, buf_held(&text));
	emitter->buf->full |= text.full;
	return node;
}

static void emit_nodes(struct emitter *emitter, const struct view_nodes *nodes)
{
	for (const struct view_node *node = nodes->first; node; node = node->next)
		switch (node->kind) {
		case NODE_LITERAL:
			node = emit_literals(emitter, node);
			break;
		case NODE_VALUE:
			emit_value(emitter, node);
			break;
		case NODE_MESSAGE:
			emit_message(emitter, node);
			break;
		case NODE_IF:
			emit_if(emitter, node);
			break;
		case NODE_EACH:
			emit_each(emitter, node);
			break;
		case NODE_PART:
			emit_part(emitter, node);
			break;
		}
}

/* `void view_name(struct html *h, ...)`. */
static void emit_signature(struct buf *buf, const struct view *view)
{
	buf_format(buf, "void view_%.*s(struct html *h", STR_ARGS(view->name));
	for (size_t i = 0; i < view->params.count; i++) {
		const struct view_param *param = LIST_AT(view->params, struct view_param, i);

		buf_format(buf, param->pointer ? ", const struct %.*s *%.*s" : ", struct %.*s %.*s",
			   STR_ARGS(param->type), STR_ARGS(param->name));
	}
	buf_char(buf, ')');
}

static void emit_view(struct emitter *emitter, const struct view *view)
{
	buf_char(emitter->buf, '\n');
	emit_line(emitter, view->place);
	emit_signature(emitter->buf, view);
	buf_str(emitter->buf, S("\n{\n"));
	emitter->indent++;
	if (!view->body.first)
		buf_str(emitter->buf, S("\t(void)h;\n"));
	for (size_t i = 0; i < view->params.count; i++) {
		const struct view_param *param = LIST_AT(view->params, struct view_param, i);

		if (!param->used)
			buf_format(emitter->buf, "\t(void)%.*s;\n", STR_ARGS(param->name));
	}
	emit_nodes(emitter, &view->body);
	emit_close(emitter);
}

static void emit_opening(struct buf *buf, struct view_names names)
{
	buf_format(buf, "/* Made by mkview from %.*s, which is to be changed instead. */\n",
		   STR_ARGS(names.include));
}

struct err view_emit_source(struct buf *buf, const struct view_file *file, struct view_names names)
{
	struct emitter emitter = { .buf = buf, .source = names.source };
	struct str written;

	emit_opening(buf, names);
	buf_format(buf, "#include \"%.*s.h\"\n\n#include \"html/view.h\"\n",
		   STR_ARGS(names.include));
	for (size_t i = 0; i < file->views.count; i++)
		emit_view(&emitter, LIST_AT(file->views, struct view, i));
	return buf_done(buf, &written);
}

/* The name of the header's guard: the include path in capitals. */
static void emit_guard(struct buf *buf, struct str include)
{
	for (size_t i = 0; i < include.len; i++) {
		char c = include.at[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		buf_char(buf, (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_');
	}
	buf_str(buf, S("_H"));
}

/* The types of the parameters, so that a declaration need not come first. */
static void emit_forward(struct buf *buf, const struct view *view)
{
	for (size_t i = 0; i < view->params.count; i++)
		buf_format(buf, "struct %.*s;\n",
			   STR_ARGS(LIST_AT(view->params, struct view_param, i)->type));
}

struct err view_emit_header(struct buf *buf, const struct view_file *file, struct view_names names)
{
	struct str written;

	emit_opening(buf, names);
	buf_str(buf, S("#ifndef "));
	emit_guard(buf, names.include);
	buf_str(buf, S("\n#define "));
	emit_guard(buf, names.include);
	buf_str(buf, S("\n\n"));
	for (size_t i = 0; i < file->includes.count; i++)
		buf_format(buf, "#include \"%.*s\"\n",
			   STR_ARGS(*LIST_AT(file->includes, struct str, i)));
	buf_str(buf, S("\nstruct html;\n"));
	for (size_t i = 0; i < file->views.count; i++)
		emit_forward(buf, LIST_AT(file->views, struct view, i));
	buf_char(buf, '\n');
	for (size_t i = 0; i < file->views.count; i++) {
		emit_signature(buf, LIST_AT(file->views, struct view, i));
		buf_str(buf, S(";\n"));
	}
	buf_str(buf, S("\n#endif\n"));
	return buf_done(buf, &written);
}
