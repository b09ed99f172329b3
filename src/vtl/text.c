/*
 * How operators on texts are run over a block. What a function said of a code is remembered as long as
 * the expression runs, since the dictionary of a column is far shorter than the column.
 */
#include "vtl/kernel.h"

#include "base/buf.h"

#include <string.h>

enum { TEXT_OPERANDS = 8, LIMIT_TEXT_BYTES = 64 << 20 };

enum memo_state { MEMO_UNKNOWN, MEMO_VALUE, MEMO_NULL };

struct memo {
	const struct dictionary *dictionary;
	uint64_t *words; /* the result as it lies in a column */
	uint8_t *states;
	size_t room;
	struct buf buf; /* of a function's result */
};

/* Are all operands the same in all rows? Then one call says it for all. */
static bool all_constant(const struct kernel_call *call)
{
	for (size_t i = 0; i < call->expression->n_operands; i++) {
		if (!call->state->is_constant[i])
			return false;
	}
	return true;
}

/* The operand that alone changes from row to row, if it is a string; SIZE_MAX. */
static size_t only_string(const struct kernel_call *call)
{
	size_t only = SIZE_MAX;

	for (size_t i = 0; i < call->expression->n_operands; i++) {
		if (!call->operands[i] || call->state->is_constant[i])
			continue;
		if (only != SIZE_MAX || call->operands[i]->type != DATA_STRING)
			return SIZE_MAX;
		only = i;
	}
	return only;
}

static struct err memo_fit(struct kernel_call *call, struct memo *memo,
			   const struct dictionary *dictionary)
{
	size_t room = dictionary->count + dictionary->count / 2 + 64;
	uint64_t *words;
	uint8_t *states;

	if (memo->dictionary == dictionary && dictionary->count <= memo->room)
		return OK;
	TRY_NEW(words = NEW(call->state->arena, uint64_t, room));
	TRY_NEW(states = NEW(call->state->arena, uint8_t, room));
	if (memo->dictionary == dictionary) {
		memcpy(words, memo->words, memo->room * sizeof(*words));
		memcpy(states, memo->states, memo->room);
	}
	memo->dictionary = dictionary;
	memo->words = words;
	memo->states = states;
	memo->room = room;
	return OK;
}

/* A value as it lies in a column; a string gets its code. */
static struct err word_of(struct kernel_call *call, struct scalar scalar, uint64_t *out)
{
	uint32_t code;

	*out = 0;
	if (scalar.type == DATA_STRING) {
		TRY(dictionary_code(call->state->strings, scalar.string, &code));
		*out = code;
	} else if (scalar.type == DATA_BOOLEAN) {
		*out = scalar.boolean;
	} else {
		memcpy(out, &scalar.integer, data_width(scalar.type));
	}
	return OK;
}

static void put_word(void *values, enum data_type type, size_t i, uint64_t word)
{
	switch (data_width(type)) {
	case 1:
		((uint8_t *)values)[i] = (uint8_t)word;
		break;
	case 4:
		((uint32_t *)values)[i] = (uint32_t)word;
		break;
	case 8:
		((uint64_t *)values)[i] = word;
		break;
	default:
		break;
	}
}

static struct err call_once(struct kernel_call *call, text_function *function, struct buf *buf,
			    size_t i, uint64_t *word, enum memo_state *state)
{
	struct scalar operands[TEXT_OPERANDS], result = { .type = call->expression->type };

	for (size_t o = 0; o < call->expression->n_operands && o < TEXT_OPERANDS; o++)
		operands[o] = call->operands[o] ? vector_scalar(call->operands[o], i)
						: scalar_null(DATA_NULL);
	buf_clear(buf);
	TRY(function(call, operands, buf, &result));
	if (buf->full)
		return ERROR(ERR_LIMIT, "a text is too long");
	*state = result.is_null ? MEMO_NULL : MEMO_VALUE;
	*word = 0;
	return result.is_null ? OK : word_of(call, result, word);
}

static struct err run_constant(struct kernel_call *call, text_function *function, struct buf *buf)
{
	enum memo_state state = MEMO_NULL;
	uint64_t word = 0;

	if (!call_null(call, 0))
		TRY(call_once(call, function, buf, 0, &word, &state));
	for (size_t i = 0; i < call->n; i++) {
		put_word(call->values, call->expression->type, i, word);
		if (state == MEMO_NULL)
			call_set_null(call, i);
	}
	return OK;
}

struct err text_run(struct kernel_call *call, text_function *function)
{
	size_t only = only_string(call);
	struct memo *memo = call->state->memo;
	const uint32_t *codes = NULL;

	if (!memo) {
		TRY_NEW(memo = NEW(call->state->arena, struct memo, 1));
		buf_init(&memo->buf, call->state->arena);
		memo->buf.limit = LIMIT_TEXT_BYTES;
		call->state->memo = memo;
	}
	if (only != SIZE_MAX) {
		TRY(memo_fit(call, memo, call->operands[only]->dictionary));
		codes = call->operands[only]->values;
	}
	if (all_constant(call))
		return run_constant(call, function, &memo->buf);
	for (size_t i = 0; i < call->n; i++) {
		enum memo_state state = MEMO_UNKNOWN;
		uint64_t word = 0;

		if (call_null(call, i)) {
			put_word(call->values, call->expression->type, i, 0);
			continue;
		}
		if (codes && memo->states[codes[i]] != MEMO_UNKNOWN) {
			state = memo->states[codes[i]];
			word = memo->words[codes[i]];
		} else {
			TRY(call_once(call, function, &memo->buf, i, &word, &state));
			if (codes) {
				memo->states[codes[i]] = (uint8_t)state;
				memo->words[codes[i]] = word;
			}
		}
		put_word(call->values, call->expression->type, i, word);
		if (state == MEMO_NULL)
			call_set_null(call, i);
	}
	return OK;
}
