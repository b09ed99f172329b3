/* Reads plural rules by precedence climbing, and writes them as the C that a person would write. */
#include "plural.h"

#include <assert.h>
#include <inttypes.h>

#include "base/arena.h"

enum { DEPTH_MAX = 64, FORMS_MAX = 6 };

/* In the order of how strongly they bind, the weakest first. */
enum operator{
	OP_CHOOSE, /* ?: */
	OP_OR,
	OP_AND,
	OP_EQUAL,
	OP_NOT_EQUAL,
	OP_LESS,
	OP_LESS_EQUAL,
	OP_GREATER,
	OP_GREATER_EQUAL,
	OP_REMAINDER,
	OP_NUMBER,
	OP_COUNT /* n itself */
};

struct plural_node {
	enum operator op;
	uint64_t number;
	const struct plural_node *a, *b, *c;
};

static const struct {
	struct str sign; /* a longer sign stands before its beginning */
	enum operator op;
	int strength;
} operators[] = {
	{ STR("||"), OP_OR, 1 },         { STR("&&"), OP_AND, 2 },
	{ STR("=="), OP_EQUAL, 3 },      { STR("!="), OP_NOT_EQUAL, 3 },
	{ STR("<="), OP_LESS_EQUAL, 4 }, { STR(">="), OP_GREATER_EQUAL, 4 },
	{ STR("<"), OP_LESS, 4 },        { STR(">"), OP_GREATER, 4 },
	{ STR("%"), OP_REMAINDER, 5 },
};

struct parser {
	struct arena *arena;
	struct str rest;
	int depth;
};

static struct err parse_choice(struct parser *p, const struct plural_node **out);

static bool accept(struct parser *p, struct str sign)
{
	p->rest = str_trim(p->rest);
	if (!str_starts(p->rest, sign))
		return false;
	p->rest = str_slice(p->rest, sign.len, p->rest.len);
	return true;
}

static struct err node_new(struct parser *p, struct plural_node node,
			   const struct plural_node **out)
{
	struct plural_node *made;

	TRY_NEW(made = NEW(p->arena, struct plural_node, 1));
	*made = node;
	*out = made;
	return OK;
}

static struct err parse_number(struct parser *p, const struct plural_node **out)
{
	struct plural_node node = { .op = OP_NUMBER };
	size_t i = 0;

	for (; i < p->rest.len && p->rest.at[i] >= '0' && p->rest.at[i] <= '9'; i++) {
		if (i >= 10)
			return ERROR(ERR_INVALID, "a number that is too large");
		node.number = node.number * 10 + (uint64_t)(p->rest.at[i] - '0');
	}
	if (i == 0)
		return ERROR(ERR_INVALID, "expected n, a number or a parenthesis");
	p->rest = str_slice(p->rest, i, p->rest.len);
	return node_new(p, node, out);
}

static struct err parse_operand(struct parser *p, const struct plural_node **out)
{
	if (accept(p, S("n")))
		return node_new(p, (struct plural_node){ .op = OP_COUNT }, out);
	if (!accept(p, S("(")))
		return parse_number(p, out);
	TRY(parse_choice(p, out));
	return accept(p, S(")")) ? OK : ERROR(ERR_INVALID, "a parenthesis that is not closed");
}

/* Binary operators that bind at least as strongly as asked; all of them group to the left. */
static struct err parse_binary(struct parser *p, int strength, const struct plural_node **out)
{
	TRY(parse_operand(p, out));
	for (size_t i = 0; i < countof(operators);) {
		struct plural_node node = { .op = operators[i].op, .a = *out };

		if (operators[i].strength < strength || !accept(p, operators[i].sign)) {
			i++;
			continue;
		}
		TRY(parse_binary(p, operators[i].strength + 1, &node.b));
		if (node.op == OP_REMAINDER && (node.b->op != OP_NUMBER || node.b->number == 0))
			return ERROR(ERR_INVALID, "% needs a number other than 0 on its right");
		TRY(node_new(p, node, out));
		i = 0;
	}
	return OK;
}

static struct err parse_choice(struct parser *p, const struct plural_node **out)
{
	struct plural_node node = { .op = OP_CHOOSE };

	if (++p->depth > DEPTH_MAX)
		return ERROR(ERR_INVALID, "nested too deeply");
	TRY(parse_binary(p, 1, out));
	if (accept(p, S("?"))) {
		node.a = *out;
		TRY(parse_choice(p, &node.b));
		if (!accept(p, S(":")))
			return ERROR(ERR_INVALID, "? without :");
		TRY(parse_choice(p, &node.c));
		TRY(node_new(p, node, out));
	}
	p->depth--;
	return OK;
}

/* The forms for many counts must be among the forms announced. */
static struct err rule_check(const struct plural_rule *rule)
{
	for (uint64_t n = 0; n <= 1000; n++) {
		if (plural_rule_form(rule, n) >= (uint64_t)rule->n_forms ||
		    plural_rule_form(rule, n * 1000000) >= (uint64_t)rule->n_forms)
			return ERROR(ERR_INVALID,
				     "a count gets a form that nplurals does not have");
	}
	return OK;
}

struct err plural_rule_read(struct arena *arena, struct str header, struct plural_rule *out)
{
	struct parser p = { .arena = arena, .rest = header };
	const struct plural_node *n_forms;

	if (!accept(&p, S("nplurals")) || !accept(&p, S("=")))
		return ERROR(ERR_INVALID, "expected nplurals=");
	p.rest = str_trim(p.rest);
	TRY(parse_number(&p, &n_forms));
	if (n_forms->number < 1 || n_forms->number > FORMS_MAX)
		return ERROR(ERR_INVALID, "nplurals is not within 1 and 6");
	if (!accept(&p, S(";")) || !accept(&p, S("plural")) || !accept(&p, S("=")))
		return ERROR(ERR_INVALID, "expected ; plural=");
	out->n_forms = (int)n_forms->number;
	TRY(parse_choice(&p, &out->form));
	accept(&p, S(";"));
	if (!str_empty(str_trim(p.rest)))
		return ERROR(ERR_INVALID, "something after the expression");
	return rule_check(out);
}

static uint64_t evaluate(const struct plural_node *node, uint64_t n)
{
	uint64_t a, b;

	if (node->op == OP_NUMBER)
		return node->number;
	if (node->op == OP_COUNT)
		return n;
	a = evaluate(node->a, n);
	if (node->op == OP_CHOOSE)
		return evaluate(a ? node->b : node->c, n);
	b = evaluate(node->b, n);
	switch (node->op) {
	case OP_OR:
		return a || b;
	case OP_AND:
		return a && b;
	case OP_EQUAL:
		return a == b;
	case OP_NOT_EQUAL:
		return a != b;
	case OP_LESS:
		return a < b;
	case OP_LESS_EQUAL:
		return a <= b;
	case OP_GREATER:
		return a > b;
	case OP_GREATER_EQUAL:
		return a >= b;
	default:
		assert(node->op == OP_REMAINDER && b != 0); /* parse_binary saw to it */
		return a % b;
	}
}

uint64_t plural_rule_form(const struct plural_rule *rule, uint64_t n)
{
	return evaluate(rule->form, n);
}

static void write_node(FILE *out, const struct plural_node *node);

/* An operand, in parentheses wherever it is not a number, n or a remainder, or && beside &&. */
static void write_operand(FILE *out, const struct plural_node *node, enum operator parent)
{
	bool chain = parent == OP_OR || parent == OP_AND;
	bool bare = node->op >= OP_REMAINDER || (chain && node->op == parent) ||
		    (parent <= OP_AND && node->op >= OP_EQUAL);

	if (bare) {
		write_node(out, node);
		return;
	}
	fputc('(', out);
	write_node(out, node);
	fputc(')', out);
}

static void write_node(FILE *out, const struct plural_node *node)
{
	struct str sign = S("?");

	if (node->op == OP_NUMBER) {
		fprintf(out, "%" PRIu64, node->number);
		return;
	}
	if (node->op == OP_COUNT) {
		fputc('n', out);
		return;
	}
	for (size_t i = 0; i < countof(operators); i++) {
		if (operators[i].op == node->op)
			sign = operators[i].sign;
	}
	write_operand(out, node->a, node->op);
	fprintf(out, " %.*s ", STR_ARGS(sign));
	write_operand(out, node->b, node->op);
	if (node->op == OP_CHOOSE) {
		fprintf(out, " : ");
		write_operand(out, node->c, node->op);
	}
}

static void write_return(FILE *out, const struct plural_node *node)
{
	fprintf(out, node->op == OP_NUMBER ? "return " : "return (int)(");
	write_node(out, node);
	fprintf(out, node->op == OP_NUMBER ? ";\n" : ");\n");
}

void plural_rule_write(FILE *out, const struct plural_rule *rule)
{
	const struct plural_node *node = rule->form;

	if (node->op == OP_NUMBER)
		fprintf(out, "\t(void)n;\n");
	for (; node->op == OP_CHOOSE; node = node->c) {
		fprintf(out, "\tif (");
		write_node(out, node->a);
		fprintf(out, ")\n\t\t");
		write_return(out, node->b);
	}
	fputc('\t', out);
	write_return(out, node);
}
