/* See findings_json.h. */
#include "exchange/findings_json.h"

#include <assert.h>

struct str severity_name(enum severity severity)
{
	static const struct str names[SEVERITY_COUNT] = {
		[SEVERITY_ERROR] = STR("error"),
		[SEVERITY_WARNING] = STR("warning"),
		[SEVERITY_NOTE] = STR("note"),
	};

	assert(severity < SEVERITY_COUNT);
	return names[severity];
}

static void member(struct json_writer *json, struct str name, struct str text)
{
	json_put_name(json, name);
	json_put_text(json, text);
}

void findings_json_write(struct json_writer *json, const struct finding *finding,
			 struct str message)
{
	json_put_object(json);
	member(json, S("check"), finding->check);
	member(json, S("severity"), severity_name(finding->severity));
	member(json, S("table"), finding->table);
	member(json, S("key"), finding->key);
	json_put_name(json, S("column"));
	if (str_empty(finding->column))
		json_put_null(json);
	else
		json_put_text(json, finding->column);
	json_put_name(json, S("stated"));
	json_put_decimal(json, finding->stated);
	json_put_name(json, S("computed"));
	json_put_decimal(json, finding->computed);
	member(json, S("message"), message);
	json_put_end_object(json);
}
