/* See report.h. */
#include "report/report.h"

#include <ctype.h>

#include "base/buf.h"
#include "report/html.h"
#include "report/operational_plan.h"

struct err report_operational_plan_html(struct arena *arena, const struct snapshot *snapshot,
					const struct locale *locale, struct str plan,
					struct str *out)
{
	struct document document;

	TRY(operational_plan_compose(arena, snapshot, locale, plan, &document));
	return document_write_html(arena, &document, out);
}

struct err report_operational_plan_name(struct arena *arena, const struct snapshot *snapshot,
					struct str plan, struct str *out)
{
	struct str code;
	struct buf name;

	TRY(operational_plan_code(snapshot, plan, &code));
	buf_init(&name, arena);
	for (size_t i = 0; i < code.len; i++)
		buf_char(&name, isalnum((unsigned char)code.at[i]) ? code.at[i] : '-');
	buf_str(&name, S(".html"));
	return buf_done(&name, out);
}
