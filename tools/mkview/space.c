/*
 * White space that no reader sees is dropped when a page is built: runs in text become one space (or
 * one line break, where the author broke the line), and a space is dropped beside a tag that starts a
 * line or a cell, beside another space, and at both ends of a view. A space is dropped only where
 * that holds on every way through branches and loops.
 *
 * Two walks over the nodes: forward for space at the beginning of texts, backward for space at their
 * end. `edge` says whether a space at this point would not be seen. A loop is walked twice, because
 * what stands before its body may be the end of the body.
 */
#include "scan.h"

/* Shortens each run of white space to one character, and drops the first one at an edge. */
static struct err collapse(struct arena *arena, struct str *text, bool edge)
{
	struct buf buf;

	buf_init(&buf, arena);
	for (size_t i = 0; i < text->len;) {
		char space = ' ';
		size_t from = i;

		for (; i < text->len && char_is_space(text->at[i]); i++)
			if (text->at[i] == '\n')
				space = '\n';
		if (i == from)
			buf_char(&buf, text->at[i++]);
		else if (from > 0 || !edge)
			buf_char(&buf, space);
	}
	return buf_done(&buf, text);
}

/* Does the node stand between tags, not inside of one? */
static bool is_seen_text(const struct view_node *node)
{
	if (node->kind == NODE_VALUE)
		return node->value.context == CONTEXT_TEXT;
	if (node->kind == NODE_MESSAGE)
		return node->message.context == CONTEXT_TEXT;
	return true;
}

/* What a walk needs to know; without an arena it changes nothing and only tells the edge. */
struct walk {
	struct arena *arena;
};

static struct err walk_forward(struct walk walk, struct view_nodes *nodes, bool *edge);

static struct err forward_literal(struct walk walk, struct view_literal *literal, bool *edge)
{
	if (literal->kind == LITERAL_BREAK)
		*edge = true;
	if (literal->kind == LITERAL_BREAK || literal->kind == LITERAL_INLINE)
		return OK;
	if (walk.arena && literal->kind == LITERAL_TEXT)
		TRY(collapse(walk.arena, &literal->text, *edge));
	if (!str_empty(literal->text))
		*edge = literal->kind == LITERAL_TEXT &&
			char_is_space(literal->text.at[literal->text.len - 1]);
	return OK;
}

static struct err forward_if(struct walk walk, struct view_if *branch, bool *edge)
{
	bool then = *edge, otherwise = *edge;

	TRY(walk_forward(walk, &branch->then, &then));
	TRY(walk_forward(walk, &branch->otherwise, &otherwise));
	*edge = then && otherwise;
	return OK;
}

static struct err forward_each(struct walk walk, struct view_each *each, bool *edge)
{
	bool end = false, inside;

	if (walk.arena)
		TRY(walk_forward((struct walk){ .arena = NULL }, &each->body, &end));
	inside = *edge && end;
	TRY(walk_forward(walk, &each->body, &inside));
	*edge = *edge && inside;
	return OK;
}

static struct err walk_forward(struct walk walk, struct view_nodes *nodes, bool *edge)
{
	for (struct view_node *node = nodes->first; node; node = node->next)
		switch (node->kind) {
		case NODE_LITERAL:
			TRY(forward_literal(walk, &node->literal, edge));
			break;
		case NODE_IF:
			TRY(forward_if(walk, &node->branch, edge));
			break;
		case NODE_EACH:
			TRY(forward_each(walk, &node->each, edge));
			break;
		case NODE_VALUE:
		case NODE_MESSAGE:
		case NODE_PART:
			*edge = *edge && !is_seen_text(node);
			break;
		}
	return OK;
}

static bool walk_backward(struct walk walk, struct view_nodes *nodes, bool edge);

static bool backward_literal(struct walk walk, struct view_literal *literal, bool edge)
{
	struct str *text = &literal->text;

	if (literal->kind == LITERAL_BREAK)
		return true;
	if (literal->kind == LITERAL_INLINE || str_empty(*text))
		return edge;
	if (literal->kind == LITERAL_TEXT && edge && walk.arena &&
	    char_is_space(text->at[text->len - 1]))
		text->len--;
	return edge && str_empty(*text);
}

static bool backward_each(struct walk walk, struct view_each *each, bool edge)
{
	bool start = walk.arena &&
		     walk_backward((struct walk){ .arena = NULL }, &each->body, false);

	return walk_backward(walk, &each->body, edge && start) && edge;
}

static bool walk_backward(struct walk walk, struct view_nodes *nodes, bool edge)
{
	for (struct view_node *node = nodes->last; node; node = node->previous)
		switch (node->kind) {
		case NODE_LITERAL:
			edge = backward_literal(walk, &node->literal, edge);
			break;
		case NODE_IF: {
			bool then = walk_backward(walk, &node->branch.then, edge);

			edge = walk_backward(walk, &node->branch.otherwise, edge) && then;
			break;
		}
		case NODE_EACH:
			edge = backward_each(walk, &node->each, edge);
			break;
		case NODE_VALUE:
		case NODE_MESSAGE:
		case NODE_PART:
			edge = edge && !is_seen_text(node);
			break;
		}
	return edge;
}

struct err view_trim_space(struct arena *arena, struct view_nodes *nodes)
{
	struct walk walk = { .arena = arena };
	bool edge = true;

	TRY(walk_forward(walk, nodes, &edge));
	walk_backward(walk, nodes, true);
	return OK;
}
