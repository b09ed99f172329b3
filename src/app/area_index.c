/* The codes of all areas in one form: capitals without leading zeros; names stay as they are. */
#include "app/area_index.h"

#include "base/arena.h"
#include "model/area.h"

enum { CODE_MOST = 64 }; /* bytes; no code system has longer ones */

static struct str code_of(const struct area *area, enum area_coding coding)
{
	switch (coding) {
	case AREA_CODING_KEY:
		return area->code;
	case AREA_CODING_ISO2:
		return area->iso2;
	case AREA_CODING_M49:
		return area->m49;
	case AREA_CODING_NAME:
		break;
	}
	return area->name;
}

/* The one form of a code, in the room; a name, or what is too long for a code, as it stands. */
static struct str normal(struct str code, enum area_coding coding, char room[static CODE_MOST])
{
	size_t skip = 0;

	if (coding == AREA_CODING_NAME || code.len > CODE_MOST)
		return code;
	while (coding == AREA_CODING_M49 && skip + 1 < code.len && code.at[skip] == '0')
		skip++;
	for (size_t i = skip; i < code.len; i++) {
		char c = code.at[i];

		room[i - skip] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	return (struct str){ .at = room, .len = code.len - skip };
}

struct err area_index_make(const struct snapshot *snapshot, struct arena *arena,
			   enum area_coding coding, struct area_index *out)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_AREA);
	const struct area *area;
	struct str *keys;
	size_t count = 0;

	*out = (struct area_index){ .coding = coding };
	map_init(&out->map, arena);
	TRY_NEW(keys = NEW(arena, struct str, snapshot_count(snapshot, NOUN_AREA)));
	while ((area = rows_next(&rows))) {
		char room[CODE_MOST];
		struct str code = normal(code_of(area, coding), coding, room), kept;

		if (str_empty(code))
			continue;
		TRY_NEW((kept = str_copy(arena, code)).at);
		keys[count] = area->code;
		TRY(map_put(&out->map, kept, count++));
	}
	out->keys = keys;
	return OK;
}

bool area_index_find(const struct area_index *index, struct str written, struct str *out)
{
	char room[CODE_MOST];
	uint64_t place;

	if (str_empty(written) ||
	    !map_get(&index->map, normal(written, index->coding, room), &place))
		return false;
	*out = index->keys[place];
	return true;
}
