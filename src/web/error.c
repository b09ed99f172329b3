/* What a reader is told of an error. Nothing of its cause is said here: that is for the log. */
#include "web/error.h"

#include "base/mark.h"
#include "exchange/json.h"
#include "http/route.h"
#include "web/error.html.h"
#include "web/page.h"

struct error_words {
	int status; /* 0: any other */
	struct str title, advice;
};

/* clang-format off */
static const struct error_words words[] = {
	{ 400, STR(N_("This address cannot be read")),
	  STR(N_("Something in it is not as the server expects, such as a day that does not exist. "
		 "Please check what was typed or pasted.")) },
	{ 403, STR(N_("This is not open to you")),
	  STR(N_("Reading is open to all; changes are made by those who may.")) },
	{ 404, STR(N_("There is no such page")),
	  STR(N_("The address may be mistyped, or the thing was removed from the plan. The history "
		 "shows what was removed, and any page can be seen as of an earlier day.")) },
	{ 405, STR(N_("This page cannot be used in this way")),
	  STR(N_("It can be read, and nothing else.")) },
	{ 413, STR(N_("This is too large")),
	  STR(N_("What was sent is larger than the server takes.")) },
	{ 415, STR(N_("This cannot be read")),
	  STR(N_("What was sent is not of a kind that this page takes.")) },
	{ 414, STR(N_("This address is too long")),
	  STR(N_("Please check what was typed or pasted.")) },
	{ 503, STR(N_("The server is busy")),
	  STR(N_("Please try again in a moment. Nothing was lost.")) },
	{ 0, STR(N_("Something went wrong")),
	  STR(N_("The fault is the server's, and it has been noted. Nothing was lost.")) },
};

/* The same of what was sent to a page that takes a form. */
static const struct error_words words_of_forms[] = {
	{ 400, STR(N_("This cannot be read")),
	  STR(N_("What was sent is malformed, or it broke off on its way. Please send it again.")) },
	{ 403, STR(N_("This was not sent from here")),
	  STR(N_("What is sent to this page must come from a page of this server, and the browser must "
		 "say so. Please open the page here and send it from there.")) },
	{ 503, STR(N_("The server is busy")),
	  STR(N_("It works on one such request at a time for each address, and on a few in all. "
		 "Nothing was stored. Please try again in a few seconds.")) },
};
/* clang-format on */

static const struct error_words *words_of(int status)
{
	size_t i = 0;

	while (words[i].status && words[i].status != status)
		i++;
	/* The last row is for the server's own faults; what else a reader sent is the first. */
	return words[i].status || status >= 500 ? &words[i] : &words[0];
}

static const struct error_words *words_for(const struct request *request, int status)
{
	bool is_form = request->route && request->route->body == BODY_FORM;

	for (size_t i = 0; is_form && i < countof(words_of_forms); i++)
		if (words_of_forms[i].status == status)
			return &words_of_forms[i];
	return words_of(status);
}

/* A program is told in the language that it speaks. */
static struct err error_data(struct page *page, const struct error_words *told, int status)
{
	struct json_writer json;
	struct buf text;
	struct str body;

	buf_init(&text, page->arena);
	json_begin(&json, &text, true);
	json_put_object(&json);
	json_put_name(&json, S("status"));
	json_put_integer(&json, status);
	json_put_name(&json, S("title"));
	json_put_text(&json, page_words(page, told->title));
	json_put_name(&json, S("detail"));
	json_put_text(&json, page_words(page, told->advice));
	json_put_end_object(&json);
	buf_char(&text, '\n');
	TRY(buf_done(&text, &body));
	response_body(page->response, S("application/problem+json"), body);
	page->response->vary = VARY_ACCEPT_LANGUAGE;
	return OK;
}

struct err error_page(const struct request *request, int status, struct response *response)
{
	const struct error_words *told = words_for(request, status);
	struct error_view v;
	struct page page;

	page_bare(&page, request, response);
	if (str_starts(request->target, S("/api/")))
		return error_data(&page, told, status);
	v.title = page_words(&page, told->title);
	v.advice = page_words(&page, told->advice);
	v.status = str_format(page.arena, "%d", status);
	v.home = page_link(&page, S(""));
	page_title(&page, v.title);
	view_error(&page.body, &v);
	return page_end(&page);
}
