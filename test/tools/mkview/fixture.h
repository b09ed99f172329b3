/* What the templates of test/golden/mkview show: a value of each type, among them hostile ones. */
#ifndef MKVIEW_FIXTURE_H
#define MKVIEW_FIXTURE_H

#include "html/value.h"

struct fixture_row {
	struct str name;
	bool late;
	struct {
		const struct str *at;
		size_t count;
	} owners;
};

struct fixture_rows {
	const struct fixture_row *at;
	size_t count;
};

struct fixture {
	struct str name, empty;
	struct str hostile; /* closes an attribute and opens a script */
	struct str script;  /* an address that would run */
	struct str arabic;
	struct href page;    /* of a row whose key is hostile */
	struct href no_page; /* empty */
	int64_t count, nothing;
	int one;
	size_t size;
	bool yes, no;
	struct decimal ratio, zero, unknown;
	struct percent share;
	struct money cost, unpaid;
	struct amount figure;
	struct date due;
	struct moment seen;
	struct period year;
	struct markup piece; /* made of `hostile` */
	struct fixture_rows rows, no_rows;
	struct fixture_row first;
	const struct fixture_row *chosen;
	const char *pointer; /* no template may show it */
};

#endif
