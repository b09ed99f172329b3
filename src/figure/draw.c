/* Writes SVG elements: places mirrored where the language asks for it, text escaped, bytes stable. */
#include "figure/draw.h"

#include <assert.h>

#include "base/arena.h"
#include "base/xml.h"
#include "i18n/bidi.h"
#include "i18n/locale.h"

enum { BASE_SIZE = 12, LINE_PERCENT = 130 };

const struct text_style style_label = { .size = 14, .weight = WEIGHT_BOLD };
const struct text_style style_value = { .size = 14, .weight = WEIGHT_REGULAR };
const struct text_style style_note = { .size = BASE_SIZE, .weight = WEIGHT_REGULAR };
const struct text_style style_code = { .size = BASE_SIZE, .weight = WEIGHT_BOLD };
const struct text_style style_small = { .size = 10, .weight = WEIGHT_REGULAR };

struct str draw_colour(size_t i)
{
	static const struct str colours[] = { STR("fig-c1"), STR("fig-c2"), STR("fig-c3"),
					      STR("fig-c4"), STR("fig-c5"), STR("fig-c6"),
					      STR("fig-c7"), STR("fig-c8") };

	return colours[i % countof(colours)];
}

struct drawing draw_begin(const struct frame *frame)
{
	struct drawing d = {
		.frame = frame,
		.columns = LIST(frame->arena, struct svg_column),
		.cells = LIST(frame->arena, struct str),
		.width = frame->width * PX,
		.is_mirrored = frame->locale->direction == DIRECTION_RIGHT_TO_LEFT,
	};

	assert(frame->width >= FIGURE_SPARK && !str_empty(frame->id));
	buf_init(&d.body, frame->arena);
	return d;
}

/* 1250 as "12.5", 1200 as "12", -5 as "-0.05". */
static void write_length(struct buf *buf, int hundredths)
{
	int whole, part;

	if (hundredths < 0)
		buf_char(buf, '-');
	hundredths = hundredths < 0 ? -hundredths : hundredths;
	whole = hundredths / PX;
	part = hundredths % PX;
	buf_int(buf, whole);
	if (part == 0)
		return;
	buf_char(buf, '.');
	buf_char(buf, (char)('0' + part / 10));
	if (part % 10 != 0)
		buf_char(buf, (char)('0' + part % 10));
}

static void write_attribute(struct drawing *d, struct str name, int hundredths)
{
	buf_char(&d->body, ' ');
	buf_str(&d->body, name);
	buf_str(&d->body, S("=\""));
	write_length(&d->body, hundredths);
	buf_char(&d->body, '"');
}

static void write_class(struct drawing *d, struct str class)
{
	if (str_empty(class))
		return;
	buf_str(&d->body, S(" class=\""));
	buf_str(&d->body, class);
	buf_char(&d->body, '"');
}

static int mirrored(const struct drawing *d, int x)
{
	return d->is_mirrored ? d->width - x : x;
}

/* "x y" of a path, after a letter such as M or a space. */
static void write_place(struct drawing *d, char before, int x, int y)
{
	buf_char(&d->body, before);
	write_length(&d->body, mirrored(d, x));
	buf_char(&d->body, ' ');
	write_length(&d->body, y);
}

static void write_box(struct drawing *d, struct box box)
{
	write_attribute(d, S("x"), d->is_mirrored ? d->width - box.x - box.width : box.x);
	write_attribute(d, S("y"), box.y);
	write_attribute(d, S("width"), box.width);
	write_attribute(d, S("height"), box.height);
}

void draw_box(struct drawing *d, struct str class, struct box box, int radius)
{
	if (box.width <= 0 || box.height <= 0)
		return;
	buf_str(&d->body, S("<rect"));
	write_class(d, class);
	write_box(d, box);
	if (radius > 0)
		write_attribute(d, S("rx"), radius);
	buf_str(&d->body, S("/>"));
}

void draw_hatch(struct drawing *d, struct box box)
{
	if (box.width <= 0 || box.height <= 0)
		return;
	d->has_hatch = true;
	buf_format(&d->body, "<rect class=\"fig-hatch\" fill=\"url(#%.*s-hatch)\"",
		   STR_ARGS(d->frame->id));
	write_box(d, box);
	buf_str(&d->body, S("/>"));
}

void draw_line(struct drawing *d, struct str class, struct point from, struct point to)
{
	draw_polyline(d, class, (struct point[]){ from, to }, 2);
}

void draw_dot(struct drawing *d, struct str class, struct point centre, int radius)
{
	buf_str(&d->body, S("<circle"));
	write_class(d, class);
	write_attribute(d, S("cx"), mirrored(d, centre.x));
	write_attribute(d, S("cy"), centre.y);
	write_attribute(d, S("r"), radius);
	buf_str(&d->body, S("/>"));
}

void draw_polyline(struct drawing *d, struct str class, const struct point *points, size_t count)
{
	assert(count >= 2);
	buf_str(&d->body, S("<path"));
	write_class(d, class);
	buf_str(&d->body, S(" fill=\"none\" d=\""));
	for (size_t i = 0; i < count; i++)
		write_place(d, i == 0 ? 'M' : 'L', points[i].x, points[i].y);
	buf_str(&d->body, S("\"/>"));
}

/* The curve that leaves one place level and reaches the other level. */
static void write_swing(struct drawing *d, int x1, int y1, int x2, int y2)
{
	int middle = x1 + (x2 - x1) / 2;

	write_place(d, 'C', middle, y1);
	write_place(d, ' ', middle, y2);
	write_place(d, ' ', x2, y2);
}

void draw_ribbon(struct drawing *d, struct str class, struct point from, struct point to,
		 int height)
{
	buf_str(&d->body, S("<path"));
	write_class(d, class);
	buf_str(&d->body, height > 0 ? S(" d=\"") : S(" fill=\"none\" d=\""));
	write_place(d, 'M', from.x, from.y);
	write_swing(d, from.x, from.y, to.x, to.y);
	if (height > 0) {
		write_place(d, 'L', to.x, to.y + height);
		write_swing(d, to.x, to.y + height, from.x, from.y + height);
		buf_char(&d->body, 'Z');
	}
	buf_str(&d->body, S("\"/>"));
}

/* Escaped, and kept apart where it runs against the direction of the figure. */
static void write_text(struct buf *buf, const struct frame *frame, struct str text)
{
	struct buf isolated;

	if (!bidi_opposes(frame->locale, text)) {
		xml_text(buf, text);
		return;
	}
	buf_init(&isolated, frame->arena);
	bidi_isolate(&isolated, frame->locale, text);
	xml_text(buf, buf_held(&isolated));
	buf->full = buf->full || isolated.full;
}

static void write_text_element(struct drawing *d, struct str class, struct text_style style,
			       struct point at, enum anchor anchor, struct str text,
			       struct str full)
{
	static const struct str anchors[] = {
		[ANCHOR_START] = STR(""),
		[ANCHOR_MIDDLE] = STR(" text-anchor=\"middle\""),
		[ANCHOR_END] = STR(" text-anchor=\"end\""),
	};

	buf_str(&d->body, S("<text"));
	write_class(d, class);
	write_attribute(d, S("x"), mirrored(d, at.x));
	write_attribute(d, S("y"), at.y);
	if (style.size != BASE_SIZE)
		write_attribute(d, S("font-size"), style.size * PX);
	if (style.weight == WEIGHT_BOLD)
		buf_str(&d->body, S(" font-weight=\"600\""));
	buf_str(&d->body, anchors[anchor]);
	buf_char(&d->body, '>');
	if (!str_empty(full)) {
		buf_str(&d->body, S("<title>"));
		write_text(&d->body, d->frame, full);
		buf_str(&d->body, S("</title>"));
	}
	write_text(&d->body, d->frame, text);
	buf_str(&d->body, S("</text>"));
}

void draw_text(struct drawing *d, struct str class, struct text_style style, struct point at,
	       enum anchor anchor, struct str text)
{
	if (!str_empty(text))
		write_text_element(d, class, style, at, anchor, text, S(""));
}

struct text_lines draw_fit(struct drawing *d, struct str text, struct text_style style, int width,
			   int most)
{
	struct text_lines lines = { .n_lines = 0 };

	if (failed(text_fit(d->frame->arena, text, style, width, most, &lines)))
		d->failed = true;
	return lines;
}

void draw_lines(struct drawing *d, struct str class, struct text_style style, struct point at,
		enum anchor anchor, const struct text_lines *lines, struct str full)
{
	for (int i = 0; i < lines->n_lines; i++) {
		write_text_element(d, class, style, at, anchor, lines->lines[i],
				   lines->is_cut ? full : S(""));
		at.y += line_height(style);
	}
}

int line_height(struct text_style style)
{
	return style.size * PX * LINE_PERCENT / 100;
}

void draw_link_begin(struct drawing *d, struct str href, struct str name, struct box touch)
{
	if (str_empty(href))
		return;
	d->has_links = true;
	buf_str(&d->body, S("<a href=\""));
	xml_text(&d->body, href);
	buf_char(&d->body, '"');
	if (!str_empty(name)) {
		buf_str(&d->body, S(" aria-label=\""));
		write_text(&d->body, d->frame, name);
		buf_char(&d->body, '"');
	}
	buf_str(&d->body, S("><rect class=\"fig-touch\" fill=\"none\" pointer-events=\"all\""));
	write_box(d, touch);
	buf_str(&d->body, S(" rx=\"3\"/>"));
}

void draw_link_end(struct drawing *d, struct str href)
{
	if (!str_empty(href))
		buf_str(&d->body, S("</a>"));
}

void draw_silent_begin(struct drawing *d)
{
	buf_str(&d->body, S("<g aria-hidden=\"true\">"));
}

void draw_silent_end(struct drawing *d)
{
	buf_str(&d->body, S("</g>"));
}

void draw_column(struct drawing *d, struct str header, bool is_number)
{
	struct svg_column column = { .header = header, .is_number = is_number };

	assert(d->cells.count == 0);
	if (failed(list_push(&d->columns, &column)))
		d->failed = true;
}

void draw_cell(struct drawing *d, struct str text)
{
	if (failed(list_push(&d->cells, &text)))
		d->failed = true;
}

/* A group rather than an image when it holds links: what is inside an image cannot be reached. */
static void write_head(struct buf *buf, const struct drawing *d, struct str kind, int height)
{
	struct str id = d->frame->id;

	buf_format(buf, "<svg class=\"fig %.*s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"",
		   STR_ARGS(kind), d->frame->width, height, d->frame->width, height);
	buf_format(buf, " role=\"%s\" aria-labelledby=\"%.*s-title %.*s-desc\"",
		   d->has_links ? "group" : "img", STR_ARGS(id), STR_ARGS(id));
	buf_format(buf, " direction=\"%s\" font-size=\"%d\">", d->is_mirrored ? "rtl" : "ltr",
		   BASE_SIZE);
}

static void write_named(struct buf *buf, const struct drawing *d, const char *element,
			const char *suffix, struct str text)
{
	buf_format(buf, "<%s id=\"%.*s-%s\">", element, STR_ARGS(d->frame->id), suffix);
	write_text(buf, d->frame, text);
	buf_format(buf, "</%s>", element);
}

static void write_hatch(struct buf *buf, const struct drawing *d)
{
	buf_format(buf,
		   "<defs><pattern id=\"%.*s-hatch\" width=\"5\" height=\"5\""
		   " patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		   "<path class=\"fig-hatch-line\" d=\"M0 0V5\"/></pattern></defs>",
		   STR_ARGS(d->frame->id));
}

static struct svg_table finished_table(const struct drawing *d)
{
	size_t n_columns = d->columns.count;

	assert(n_columns > 0);
	assert(d->cells.count % n_columns == 0);
	return (struct svg_table){
		.columns = d->columns.at,
		.n_columns = n_columns,
		.cells = d->cells.at,
		.n_rows = d->cells.count / n_columns,
	};
}

struct err draw_finish(struct drawing *d, struct str kind, struct str title, struct str description,
		       int height, struct svg *out)
{
	struct svg svg = { .title = title, .description = description, .width = d->frame->width };
	struct str body;
	struct buf all;

	if (d->failed)
		return ERROR(ERR_LIMIT, "out of memory in a figure");
	TRY(buf_done(&d->body, &body));
	svg.height = (height + PX - 1) / PX;
	svg.table = finished_table(d);
	buf_init(&all, d->frame->arena);
	write_head(&all, d, kind, svg.height);
	write_named(&all, d, "title", "title", title);
	write_named(&all, d, "desc", "desc", description);
	if (d->has_hatch)
		write_hatch(&all, d);
	buf_str(&all, body);
	buf_str(&all, S("</svg>"));
	TRY(buf_done(&all, &svg.markup));
	*out = svg;
	return OK;
}
