/* What stands in {{ }}: blocks with their branches, values, messages and calls of other views. */
#include "scan.h"

/* Refuses the template unless "}}" is next. */
static struct err parse_close(struct scanner *scanner, struct view_place place)
{
	scan_space(scanner);
	if (!scan_take(scanner, "}}"))
		return scan_fault(
			scanner, scanner->place,
			"}} is expected here, the end of the {{ at %d:%d; there are no calls and "
			"no arithmetic in it",
			place.line, place.column);
	return OK;
}

bool parse_sees_branch_end(const struct scanner *scanner)
{
	return scan_sees(scanner, "{{#else}}") || scan_sees(scanner, "{{/");
}

/* Reads a branch of the block that began at the place. */
static struct err parse_one_branch(struct scanner *scanner, struct block_reader reader,
				   struct view_place place, struct view_nodes *out)
{
	TRY(reader.read(scanner, reader.context, out));
	if (!parse_sees_branch_end(scanner))
		return scan_fault(scanner, place, "this block is not closed");
	return OK;
}

/* The end of the block that began at the place. */
static struct err parse_block_end(struct scanner *scanner, const char *end, struct view_place place)
{
	if (!scan_take(scanner, end))
		return scan_fault(scanner, scanner->place,
				  "%s is expected here, the end of the block at %d:%d", end,
				  place.line, place.column);
	return OK;
}

static struct err parse_if(struct scanner *scanner, struct block_reader reader,
			   struct view_nodes *out, struct view_place place)
{
	struct view_node *node;

	TRY(scan_node(scanner, out, NODE_IF, place, &node));
	scan_space(scanner);
	node->branch.negated = scan_take(scanner, "!");
	TRY(scan_expression(scanner, "*", &node->branch.test));
	TRY(parse_close(scanner, place));
	TRY(parse_one_branch(scanner, reader, place, &node->branch.then));
	if (scan_take(scanner, "{{#else}}"))
		TRY(parse_one_branch(scanner, reader, place, &node->branch.otherwise));
	return parse_block_end(scanner, "{{/if}}", place);
}

/* The name after "as", which must be new. */
static struct err parse_row_name(struct scanner *scanner, struct str *out)
{
	struct view_place place;
	struct str name;

	scan_space(scanner);
	if (!scan_take(scanner, "as "))
		return scan_fault(scanner, scanner->place, "{{#each v->rows as row}} is expected");
	scan_space(scanner);
	place = scanner->place;
	name = scan_identifier(scanner);
	if (str_empty(name) || name.at[0] == '_' || str_eq(name, S("h")))
		return scan_fault(scanner, place, "a name for the row is expected here");
	for (const struct scope *scope = scanner->scope; scope; scope = scope->outer)
		if (str_eq(scope->name, name))
			return scan_fault(scanner, place, "the name \"%.*s\" is taken already",
					  STR_ARGS(name));
	*out = name;
	return OK;
}

static struct err parse_each(struct scanner *scanner, struct block_reader reader,
			     struct view_nodes *out, struct view_place place)
{
	struct scope scope = { .outer = scanner->scope };
	struct view_node *node;
	struct err result;

	TRY(scan_node(scanner, out, NODE_EACH, place, &node));
	scan_space(scanner);
	TRY(scan_expression(scanner, "", &node->each.list));
	TRY(parse_row_name(scanner, &node->each.row));
	TRY(parse_close(scanner, place));
	scope.name = node->each.row;
	scope.used = &node->each.row_used;
	scanner->scope = &scope;
	result = parse_one_branch(scanner, reader, place, &node->each.body);
	scanner->scope = scope.outer;
	TRY(result);
	return parse_block_end(scanner, "{{/each}}", place);
}

struct err parse_block(struct scanner *scanner, struct block_reader reader, struct view_nodes *out)
{
	struct view_place place = scanner->place;
	struct str name;

	scan_skip(scanner, sizeof("{{#") - 1);
	name = scan_identifier(scanner);
	TRY(scan_deeper(scanner));
	if (str_eq(name, S("if")))
		TRY(parse_if(scanner, reader, out, place));
	else if (str_eq(name, S("each")))
		TRY(parse_each(scanner, reader, out, place));
	else
		return scan_fault(scanner, place, "the only blocks are {{#if}} and {{#each}}");
	scanner->depth--;
	return OK;
}

/* Expressions, each after white space, up to "}}". */
static struct err parse_arguments(struct scanner *scanner, const char *prefixes, struct list *out)
{
	*out = LIST(scanner->arena, struct str);
	scan_space(scanner);
	while (!scan_end(scanner) && scan_peek(scanner) != '}') {
		struct str argument;

		TRY(scan_expression(scanner, prefixes, &argument));
		TRY(list_push(out, &argument));
		if (!char_is_space(scan_peek(scanner)) && scan_peek(scanner) != '}')
			break; /* Whatever this is, parse_close refuses it. */
		scan_space(scanner);
	}
	return OK;
}

struct err parse_part(struct scanner *scanner, struct view_nodes *out)
{
	struct view_place place = scanner->place;
	struct view_node *node;

	TRY(scan_node(scanner, out, NODE_PART, place, &node));
	scan_skip(scanner, sizeof("{{>") - 1);
	node->part.name = scan_identifier(scanner);
	if (str_empty(node->part.name))
		return scan_fault(scanner, scanner->place, "the name of a view is expected here");
	TRY(parse_arguments(scanner, "&*", &node->part.args));
	return parse_close(scanner, place);
}

enum { MESSAGE_ARGS_MAX = 6 }; /* i18n's MESSAGE_ARGS */

/* Checks each { in the message and notes the arguments that it names in *seen. */
static struct err check_placeholders(struct scanner *scanner, struct view_place place,
				     struct str text, const struct view_message *message,
				     unsigned *seen)
{
	for (size_t at = str_find_char(text, '{', 0); at != SIZE_MAX;
	     at = str_find_char(text, '{', at + 1)) {
		struct str rest = str_slice(text, at, at + 3);
		int number = rest.len == 3 ? rest.at[1] - '0' : 0;

		if (str_eq(rest, S("{n}")) && !str_empty(message->other))
			continue;
		if (number < 1 || number > MESSAGE_ARGS_MAX || rest.at[2] != '}')
			return scan_fault(
				scanner, place,
				"in a message { begins {1} to {6}, or {n} in one with a count");
		if ((size_t)number > message->args.count)
			return scan_fault(scanner, place, "there is no argument for {%d}", number);
		*seen |= 1u << number;
	}
	return OK;
}

static struct err check_message(struct scanner *scanner, struct view_place place,
				const struct view_message *message)
{
	unsigned seen = 0;

	TRY(check_placeholders(scanner, place, message->one, message, &seen));
	TRY(check_placeholders(scanner, place, message->other, message, &seen));
	for (size_t i = 1; i <= message->args.count; i++)
		if (i > MESSAGE_ARGS_MAX || !(seen & 1u << i))
			return scan_fault(scanner, place,
					  "the message has no {%zu} for its argument", i);
	return OK;
}

/* {{_ "text" ...}}, {{_c "note" "text" ...}} or {{_n "one" "other" count ...}}, at "{{_". */
static struct err parse_message(struct scanner *scanner, enum view_context context,
				struct view_nodes *out)
{
	struct view_place place = scanner->place;
	struct view_message *message;
	struct view_node *node;
	bool plural, note;

	TRY(scan_node(scanner, out, NODE_MESSAGE, place, &node));
	message = &node->message;
	message->context = context;
	scan_skip(scanner, sizeof("{{_") - 1);
	plural = scan_take(scanner, "n");
	note = scan_take(scanner, "c");
	scan_space(scanner);
	if (note) {
		TRY(scan_string(scanner, &message->note));
		scan_space(scanner);
	}
	TRY(scan_string(scanner, &message->one));
	scan_space(scanner);
	if (plural) {
		TRY(scan_string(scanner, &message->other));
		scan_space(scanner);
		TRY(scan_expression(scanner, "*", &message->count));
	}
	TRY(parse_arguments(scanner, "*", &message->args));
	TRY(parse_close(scanner, place));
	return check_message(scanner, place, message);
}

struct err parse_value(struct scanner *scanner, enum view_context context, struct view_nodes *out)
{
	struct view_place place = scanner->place;
	struct view_node *node;

	if (scan_sees(scanner, "{{_")) {
		if (context == CONTEXT_URL)
			return scan_fault(scanner, place,
					  "an address is a struct href, not a message");
		return parse_message(scanner, context, out);
	}
	TRY(scan_node(scanner, out, NODE_VALUE, place, &node));
	scan_skip(scanner, sizeof("{{") - 1);
	scan_space(scanner);
	node->value.context = context;
	TRY(scan_expression(scanner, "*", &node->value.expression));
	return parse_close(scanner, place);
}
