/* Diagnostics of one reading, collected with copies of their texts. */
#include "base/diagnostic.h"

#include "base/limits.h"
#include "base/printable.h"

#include <assert.h>

static const char *const names[] = {
	[DIAGNOSTIC_BAD_CELL] = "bad-cell",
	[DIAGNOSTIC_MISSING_VALUE] = "missing-value",
	[DIAGNOSTIC_UNKNOWN_REFERENCE] = "unknown-reference",
	[DIAGNOSTIC_DUPLICATE_KEY] = "duplicate-key",
	[DIAGNOSTIC_CONFLICTING_VALUE] = "conflicting-value",
	[DIAGNOSTIC_UNKNOWN_COLUMN] = "unknown-column",
	[DIAGNOSTIC_UNKNOWN_TABLE] = "unknown-table",
	[DIAGNOSTIC_MISSING_COLUMN] = "missing-column",
	[DIAGNOSTIC_DUPLICATE_COLUMN] = "duplicate-column",
	[DIAGNOSTIC_BAD_SYNTAX] = "bad-syntax",
	[DIAGNOSTIC_BAD_ENCODING] = "bad-encoding",
	[DIAGNOSTIC_BAD_PROFILE] = "bad-profile",
	[DIAGNOSTIC_BAD_SCRIPT] = "bad-script",
};
_Static_assert(countof(names) == DIAGNOSTIC_COUNT_, "every diagnostic has a name");

void diagnostics_init(struct diagnostics *diagnostics, struct arena *arena)
{
	*diagnostics = (struct diagnostics){ .items = LIST(arena, struct diagnostic),
					     .limit = LIMIT_DIAGNOSTICS };
}

enum { SHOWN_BYTES = 200 }; /* of a cell or a name: enough to know it again */

/* Puts a copy, fit to be shown, in the place of a borrowed text. */
static struct err keep(struct arena *arena, struct str *text)
{
	struct str copy = printable(arena, *text, SHOWN_BYTES);

	TRY_NEW(copy.at);
	*text = copy;
	return OK;
}

struct err diagnostics_add(struct diagnostics *diagnostics, struct diagnostic d)
{
	struct list *items = &diagnostics->items;

	assert((size_t)d.id < countof(names));
	if (items->count < diagnostics->limit) {
		TRY(keep(items->arena, &d.file));
		TRY(keep(items->arena, &d.column));
		d.key = str_copy(items->arena, d.key);
		TRY_NEW(d.key.at);
		for (size_t i = 0; i < DIAGNOSTIC_ARGS; i++)
			TRY(keep(items->arena, &d.args[i]));
		TRY(list_push(items, &d));
	}
	diagnostics->count++;
	return OK;
}

const char *diagnostic_name(enum diagnostic_id id)
{
	assert((size_t)id < countof(names));
	return names[id];
}
