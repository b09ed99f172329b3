/* See intake.h. */
#include "http/intake.h"

#include "base/memory.h"

#include <assert.h>

bool intake_begin(struct intake *intake, const struct route *route, struct str content_type)
{
	struct str boundary;
	bool is_form;

	assert(!intake->keeps);
	intake->keeps = true;
	if (route->body == BODY_BYTES) {
		buf_init_own(&intake->bytes, route->max_body);
		return true;
	}
	intake->form = memory_take(sizeof(*intake->form));
	if (!intake->form)
		return false;
	is_form = form_boundary(content_type, &boundary);
	assert(is_form && "a precondition of the route");
	form_begin(intake->form, boundary, route->max_kept);
	if (route->max_value > 0)
		form_allow_values(intake->form, route->max_value);
	return true;
}

void intake_take(struct intake *intake, struct str part)
{
	if (intake->form)
		form_take(intake->form, part);
	else if (intake->keeps)
		buf_str(&intake->bytes, part);
}

int intake_end(struct intake *intake)
{
	static const int statuses[] = {
		[FORM_FINE] = 0,
		[FORM_MALFORMED] = 400,
		[FORM_TOO_LARGE] = 413,
		[FORM_NO_MEMORY] = 503,
	};

	if (intake->form)
		return statuses[form_end(intake->form)];
	return intake->bytes.full ? 503 : 0;
}

struct err intake_show(const struct intake *intake, struct request *request)
{
	request->body = buf_held(&intake->bytes);
	request->parts = NULL;
	request->n_parts = 0;
	if (!intake->form)
		return OK;
	return form_parts(intake->form, request->arena, &request->parts, &request->n_parts);
}

void intake_finish(struct intake *intake)
{
	if (intake->keeps && !intake->form)
		buf_finish(&intake->bytes);
	if (intake->form)
		form_finish(intake->form);
	memory_give(intake->form);
	*intake = (struct intake){ .form = NULL };
}
