/*
 * The Plural-Forms of a .po file: "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : …);", an
 * expression in C's notation over the count n, read into a tree, tried out, and written as C.
 */
#ifndef TOOLS_LOCALE_PLURAL_H
#define TOOLS_LOCALE_PLURAL_H

#include <stdio.h>

#include "base/err.h"

struct plural_node;

struct plural_rule {
	int n_forms;
	const struct plural_node *form;
};

/* Reads a rule; on ERR_INVALID the detail says what is wrong. */
MUST_USE struct err plural_rule_read(struct arena *arena, struct str header,
				     struct plural_rule *out);

/* The form that the rule gives to the count. */
uint64_t plural_rule_form(const struct plural_rule *rule, uint64_t n);

/* Writes the body of a C function that returns the form of `uint64_t n`. */
void plural_rule_write(FILE *out, const struct plural_rule *rule);

#endif
