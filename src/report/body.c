/* See body.h. */
#include "report/body.h"

static const struct str bullets[] = { STR("·"), STR("•"), STR("–"), STR("- "), STR("* ") };

/* Takes the bullet off the line's front. */
static bool take_bullet(struct str *line)
{
	for (size_t i = 0; i < countof(bullets); i++)
		if (str_starts(*line, bullets[i])) {
			*line = str_trim(str_slice(*line, bullets[i].len, line->len));
			return true;
		}
	return false;
}

static struct err end_list(struct draft *d, struct list *items)
{
	struct block block = { .items = { items->at, items->count } };

	if (items->count == 0)
		return OK;
	*items = LIST(d->arena, struct phrase);
	return draft_block(d, block);
}

struct err body_add(struct draft *d, struct phrase body)
{
	struct list items = LIST(d->arena, struct phrase);
	struct phrase line = { .lang = body.lang };

	while (str_cut(&body.text, '\n', &line.text)) {
		line.text = str_trim(line.text);
		if (str_empty(line.text))
			continue;
		if (take_bullet(&line.text)) {
			TRY(list_push(&items, &line));
			continue;
		}
		TRY(end_list(d, &items));
		TRY(draft_block(d, (struct block){ .paragraph = line }));
	}
	return end_list(d, &items);
}

/* Are there words in it, or only signs such as "_____"? */
static bool has_words(struct str line)
{
	static const struct str signs = STR("_-=*. ");

	for (size_t i = 0; i < line.len; i++)
		if (str_find_char(signs, line.at[i], 0) == SIZE_MAX)
			return true;
	return false;
}

struct err body_add_remark(struct draft *d, struct phrase body)
{
	struct phrase line = { .lang = body.lang };

	while (str_cut(&body.text, '\n', &line.text)) {
		line.text = str_trim(line.text);
		if (str_empty(line.text))
			continue;
		TRY(draft_block(d, has_words(line.text) ? (struct block){ .remark = line }
							: (struct block){ .is_rule = true }));
	}
	return OK;
}
