/*
 * Writes src/figure/widths.c: how wide the letters of Noto Sans are. Not run by the ordinary build;
 * run by hand when the ranges below change, with the fonts of Debian's fonts-noto-core:
 *
 *	cd /usr/share/fonts/truetype/noto
 *	mkwidths NotoSans-Regular.ttf NotoSans-Bold.ttf \
 *		NotoSansArabic-Regular.ttf NotoSansArabic-Bold.ttf >widths.c
 *
 * It reads the tables head, hhea, hmtx and cmap (format 4) of each font, as the OpenType
 * specification lays them out. A letter that the first font lacks is looked for in the second.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"

enum { FONT_BYTES_MAX = 16 << 20, PER_LINE = 12, THOUSAND = 1000 };

struct font {
	struct str bytes;
	uint32_t cmap, hmtx; /* where these tables begin */
	uint32_t units;      /* of the em square */
	uint32_t n_metrics;  /* glyphs with an advance width of their own */
};

struct range {
	uint32_t first, last;
	const char *name; /* of the arrays in the output */
	const char *what;
};

static const struct range ranges[] = {
	{ 0x0020, 0x007e, "latin", "Basic Latin" },
	{ 0x00a0, 0x017f, "latin_more", "Latin-1 Supplement and Latin Extended-A" },
	{ 0x0370, 0x03ff, "greek", "Greek" },
	{ 0x0400, 0x0491, "cyrillic", "Cyrillic" },
	{ 0x0600, 0x06ff, "arabic", "Arabic, isolated forms: joined ones are narrower" },
	{ 0x1e00, 0x1eff, "latin_additional", "Latin Extended Additional" },
	{ 0x2000, 0x206f, "punctuation", "General Punctuation; what directs text is 0 wide" },
	{ 0x20a0, 0x20bf, "currency", "Currency Symbols" },
};

/* A big-endian number of two bytes; 0 outside the file. */
static uint32_t u16(const struct font *f, size_t at)
{
	const unsigned char *p = (const unsigned char *)f->bytes.at;

	return at + 2 > f->bytes.len ? 0 : (uint32_t)p[at] << 8 | p[at + 1];
}

static uint32_t u32(const struct font *f, size_t at)
{
	return u16(f, at) << 16 | u16(f, at + 2);
}

/* Where the table with this name of four letters begins; 0 when the font has none. */
static uint32_t table_at(const struct font *f, const char *name)
{
	uint32_t tag = (uint32_t)name[0] << 24 | (uint32_t)name[1] << 16 | (uint32_t)name[2] << 8 |
		       (uint32_t)name[3];

	for (uint32_t i = 0; i < u16(f, 4); i++) {
		size_t record = 12 + (size_t)16 * i;

		if (u32(f, record) == tag)
			return u32(f, record + 8);
	}
	return 0;
}

/* The part of cmap that maps the basic plane in format 4; 0 when the font has none. */
static uint32_t cmap_format_4(const struct font *f)
{
	uint32_t cmap = table_at(f, "cmap");

	for (uint32_t i = 0; i < u16(f, cmap + 2); i++) {
		uint32_t part = cmap + u32(f, cmap + 4 + (size_t)8 * i + 4);

		if (u16(f, part) == 4)
			return part;
	}
	return 0;
}

static uint32_t glyph_of(const struct font *f, uint32_t code)
{
	uint32_t twice = u16(f, f->cmap + 6);
	size_t ends = f->cmap + 14, starts = ends + twice + 2;

	for (uint32_t i = 0; i < twice; i += 2) {
		uint32_t start = u16(f, starts + i), delta = u16(f, starts + twice + i);
		size_t offset_at = starts + 2 * (size_t)twice + i;
		uint32_t offset = u16(f, offset_at), glyph;

		if (code > u16(f, ends + i))
			continue;
		if (code < start)
			return 0;
		if (offset == 0)
			return (code + delta) & 0xffff;
		glyph = u16(f, offset_at + offset + 2 * (size_t)(code - start));
		return glyph ? (glyph + delta) & 0xffff : 0;
	}
	return 0;
}

/* In thousandths of the font's size, rounded up; -1 when the font lacks the letter. */
static int width_of(const struct font *f, uint32_t code)
{
	uint32_t glyph = glyph_of(f, code);
	uint32_t metric = glyph < f->n_metrics ? glyph : f->n_metrics - 1;

	if (glyph == 0)
		return -1;
	return (int)((u16(f, f->hmtx + (size_t)4 * metric) * THOUSAND + f->units - 1) / f->units);
}

static struct err font_open(struct arena *arena, const char *path, struct font *out)
{
	struct font f = { .units = 0 };

	TRY(file_read(arena, str_of(path), FONT_BYTES_MAX, &f.bytes));
	f.cmap = cmap_format_4(&f);
	f.hmtx = table_at(&f, "hmtx");
	f.units = u16(&f, table_at(&f, "head") + 18);
	f.n_metrics = u16(&f, table_at(&f, "hhea") + 34);
	if (f.cmap == 0 || f.hmtx == 0 || f.units == 0 || f.n_metrics == 0)
		return ERROR(ERR_INVALID, "not a TrueType font with a cmap of format 4");
	*out = f;
	return OK;
}

/* Marks that direct text and invisible joiners take no room, whatever the font draws for them. */
static bool is_invisible(uint32_t code)
{
	return code == 0x061c || (code >= 0x200b && code <= 0x200f) ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f);
}

static int width_in(const struct font fonts[2], uint32_t code)
{
	int width = width_of(&fonts[0], code);

	if (is_invisible(code))
		return 0;
	if (width < 0)
		width = width_of(&fonts[1], code);
	return width < 0 ? THOUSAND : width;
}

static void write_array(const struct range *r, const char *weight, const struct font fonts[2])
{
	printf("\nstatic const uint16_t %s_%s[] = {", r->name, weight);
	for (uint32_t code = r->first; code <= r->last; code++) {
		bool breaks = (code - r->first) % PER_LINE == 0;

		printf("%s%4d,", breaks ? "\n\t" : " ", width_in(fonts, code));
	}
	printf("\n};\n");
}

static void write_all(const struct font regular[2], const struct font bold[2])
{
	printf("/*\n * How wide the letters of Noto Sans and Noto Sans Arabic are, in thousandths of"
	       " the font's size.\n * Written by tools/mkwidths.c.\n */\n/* clang-format off */\n"
	       "#include \"figure/widths.h\"\n");
	for (size_t i = 0; i < countof(ranges); i++) {
		printf("\n/* %s. */", ranges[i].what);
		write_array(&ranges[i], "regular", regular);
		write_array(&ranges[i], "bold", bold);
	}
	printf("\nconst struct width_range width_ranges[WIDTH_RANGES] = {\n");
	for (size_t i = 0; i < countof(ranges); i++)
		printf("\t{ 0x%04x, 0x%04x, { %s_regular, %s_bold } },\n", ranges[i].first,
		       ranges[i].last, ranges[i].name, ranges[i].name);
	printf("};\n");
}

static struct err run(struct arena *arena, char **paths)
{
	struct font fonts[4];

	for (size_t i = 0; i < countof(fonts); i++)
		TRY(font_open(arena, paths[i], &fonts[i]));
	write_all((struct font[2]){ fonts[0], fonts[2] }, (struct font[2]){ fonts[1], fonts[3] });
	return OK;
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct err e;

	if (argc != 5) {
		fprintf(stderr, "usage: mkwidths REGULAR BOLD ARABIC-REGULAR ARABIC-BOLD\n");
		return EXIT_FAILURE;
	}
	arena_init(&arena, (size_t)4 * FONT_BYTES_MAX);
	e = run(&arena, argv + 1);
	if (failed(e))
		fprintf(stderr, "mkwidths: %.*s\n", STR_ARGS(e.detail));
	arena_finish(&arena);
	return failed(e) ? EXIT_FAILURE : EXIT_SUCCESS;
}
