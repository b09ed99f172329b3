/*
 * Cuts a script into tokens, one at a time. Nothing is refused here: what begins no token becomes one
 * of its own kind (TOKEN_BAD), so that the parser alone speaks of mistakes and the layout (layout.h) may
 * show what is there.
 */
#ifndef VTL_LEXER_H
#define VTL_LEXER_H

#include "vtl/token.h"

#include <stdbool.h>

struct lexer {
	struct str source; /* well-formed UTF-8, at most UINT32_MAX bytes */
	size_t at;
	struct place place;
	bool in_statement; /* outside of one, "#" begins a comment as in many other languages */
};

void lexer_init(struct lexer *lexer, struct str source);

/* The next token, comments included; TOKEN_END again and again at the end. */
struct token lexer_next(struct lexer *lexer);

/*
 * The end of a name with its agency, version and parts as SDMX writes it, "BIS:DF_1(1.0):A.B", that begins
 * with the name at the offset; the offset's own name when nothing of the kind follows it.
 */
size_t lexer_long_name(struct str source, size_t offset);

#endif
