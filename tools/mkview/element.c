/* The tables of elements and attributes. */
#include "element.h"

/* clang-format off */
#define BLOCK(name, flags) { STR(name), LITERAL_BREAK, ELEMENT_BLOCK | (flags) }
#define BREAK(name, flags) { STR(name), LITERAL_BREAK, (flags) }
#define INLINE(name, flags) { STR(name), LITERAL_INLINE, (flags) }
#define SOLID(name, flags) { STR(name), LITERAL_SOLID, (flags) }

static const struct element elements[] = {
	/* The document and its parts. */
	BREAK("html", 0), BREAK("head", 0), BREAK("body", 0), BREAK("title", 0),
	BREAK("meta", ELEMENT_VOID), BREAK("link", ELEMENT_VOID),
	BREAK("script", ELEMENT_EMPTY), BREAK("style", ELEMENT_EMPTY),
	BLOCK("main", 0), BLOCK("header", 0), BLOCK("footer", 0), BLOCK("nav", 0),
	BLOCK("section", 0), BLOCK("article", 0), BLOCK("aside", 0), BLOCK("search", 0),
	BLOCK("h1", 0), BLOCK("h2", 0), BLOCK("h3", 0), BLOCK("h4", 0), BLOCK("h5", 0), BLOCK("h6", 0),
	BLOCK("hgroup", 0), BLOCK("div", 0), BLOCK("p", 0), BLOCK("blockquote", 0), BLOCK("address", 0),
	BLOCK("pre", ELEMENT_VERBATIM | ELEMENT_CODE), BLOCK("hr", ELEMENT_VOID),
	BLOCK("figure", 0), BLOCK("figcaption", 0), BLOCK("details", 0), BREAK("summary", 0),
	BLOCK("dialog", 0),

	/* Lists and tables. */
	BLOCK("ul", 0), BLOCK("ol", 0), BLOCK("menu", 0), BREAK("li", 0),
	BLOCK("dl", 0), BREAK("dt", 0), BREAK("dd", 0),
	BLOCK("table", 0), BREAK("caption", 0), BREAK("colgroup", 0), BREAK("col", ELEMENT_VOID),
	BREAK("thead", 0), BREAK("tbody", 0), BREAK("tfoot", 0), BREAK("tr", 0), BREAK("th", 0),
	BREAK("td", 0),

	/* Forms. */
	BLOCK("form", ELEMENT_ALONE), BLOCK("fieldset", 0), BREAK("legend", 0),
	INLINE("label", ELEMENT_ALONE), SOLID("input", ELEMENT_VOID), SOLID("button", ELEMENT_ALONE),
	SOLID("select", ELEMENT_ALONE), BREAK("option", 0), BREAK("optgroup", 0),
	BREAK("datalist", 0), SOLID("textarea", ELEMENT_VERBATIM), SOLID("output", 0),
	SOLID("progress", 0), SOLID("meter", 0),

	/* Text. */
	INLINE("a", ELEMENT_ALONE), INLINE("abbr", 0), INLINE("b", 0), INLINE("bdi", 0),
	INLINE("bdo", 0), INLINE("cite", 0), INLINE("code", ELEMENT_CODE), INLINE("data", 0),
	INLINE("del", 0), INLINE("dfn", 0), INLINE("em", 0), INLINE("i", 0), INLINE("ins", 0),
	INLINE("kbd", ELEMENT_CODE), INLINE("mark", 0), INLINE("q", 0), INLINE("s", 0),
	INLINE("samp", ELEMENT_CODE), INLINE("small", 0), INLINE("span", 0), INLINE("strong", 0),
	INLINE("sub", 0), INLINE("sup", 0), INLINE("time", 0), INLINE("u", 0), INLINE("var", 0),
	BREAK("br", ELEMENT_VOID), SOLID("wbr", ELEMENT_VOID), SOLID("img", ELEMENT_VOID),
	SOLID("picture", 0), BREAK("source", ELEMENT_VOID),

	/* Small drawings such as icons; figures come from the room figure. <title> is above. */
	SOLID("svg", ELEMENT_ALONE), BREAK("g", ELEMENT_SVG), BREAK("defs", ELEMENT_SVG),
	BREAK("symbol", ELEMENT_SVG), BREAK("use", ELEMENT_SVG), BREAK("desc", ELEMENT_SVG),
	BREAK("path", ELEMENT_SVG), BREAK("rect", ELEMENT_SVG), BREAK("circle", ELEMENT_SVG),
	BREAK("ellipse", ELEMENT_SVG), BREAK("line", ELEMENT_SVG), BREAK("polyline", ELEMENT_SVG),
	BREAK("polygon", ELEMENT_SVG),
};

#undef BLOCK
#undef BREAK
#undef INLINE
#undef SOLID

static const struct attribute attributes[] = {
	{ STR("title"), ATTRIBUTE_WORDS, NULL },
	{ STR("alt"), ATTRIBUTE_WORDS, NULL },
	{ STR("label"), ATTRIBUTE_WORDS, NULL },
	{ STR("abbr"), ATTRIBUTE_WORDS, NULL },
	{ STR("placeholder"), ATTRIBUTE_WORDS, NULL },
	{ STR("aria-label"), ATTRIBUTE_WORDS, NULL },
	{ STR("aria-description"), ATTRIBUTE_WORDS, NULL },
	{ STR("aria-roledescription"), ATTRIBUTE_WORDS, NULL },
	{ STR("aria-valuetext"), ATTRIBUTE_WORDS, NULL },

	{ STR("href"), ATTRIBUTE_URL, NULL },
	{ STR("src"), ATTRIBUTE_URL, NULL },
	{ STR("action"), ATTRIBUTE_URL, NULL },
	{ STR("formaction"), ATTRIBUTE_URL, NULL },
	{ STR("cite"), ATTRIBUTE_URL, NULL },
	{ STR("poster"), ATTRIBUTE_URL, NULL },

	{ STR("style"), ATTRIBUTE_REFUSED, "the content security policy allows no inline style; use a class" },
	{ STR("srcdoc"), ATTRIBUTE_REFUSED, "a document inside an attribute is not escaped for what it is" },
	{ STR("srcset"), ATTRIBUTE_REFUSED, "a list of addresses cannot be checked; use <source src>" },
	{ STR("ping"), ATTRIBUTE_REFUSED, "links do not report to third parties" },
	{ STR("http-equiv"), ATTRIBUTE_REFUSED, "headers are sent by the server" },
	{ STR("background"), ATTRIBUTE_REFUSED, "use a class" },
};
/* clang-format on */

const struct element *element_find(struct str name)
{
	for (size_t i = 0; i < countof(elements); i++)
		if (str_eq(elements[i].name, name))
			return &elements[i];
	return NULL;
}

const struct attribute *attribute_find(struct str name)
{
	static const struct attribute plain = { STR(""), ATTRIBUTE_PLAIN, NULL };
	static const struct attribute handler = {
		STR("on"), ATTRIBUTE_REFUSED,
		"the content security policy allows no inline script; use a module of ui/"
	};

	for (size_t i = 0; i < countof(attributes); i++)
		if (str_eq(attributes[i].name, name))
			return &attributes[i];
	return str_starts(name, S("on")) ? &handler : &plain;
}
