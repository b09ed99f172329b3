/* Translations of the plan's texts, found by the key of their row. */
#include "model/translate.h"

#include "model/translation.h"

struct spoken text_in(const struct snapshot *snapshot, struct arena *arena, enum noun_id noun,
		      struct str key, struct str column, struct str language, struct str text)
{
	const struct translation *translation;
	struct arena_mark mark;
	struct str row_key;

	if (str_empty(text) || snapshot_count(snapshot, NOUN_TRANSLATION) == 0)
		return (struct spoken){ .text = text };
	mark = arena_mark(arena);
	row_key = str_format(arena, "%.*s/%.*s/%.*s/%.*s", STR_ARGS(noun_of(noun)->name),
			     STR_ARGS(key), STR_ARGS(column), STR_ARGS(language));
	translation = snapshot_find(snapshot, NOUN_TRANSLATION, row_key);
	arena_rewind(arena, mark);
	if (!translation)
		return (struct spoken){ .text = text };
	return (struct spoken){ .text = translation->text, .is_translated = true };
}
