/* Where what is told of a tree comes from. */
#include "exchange/json_reading.h"

#include "base/mark.h"

struct err json_reading_tree(struct json_reading *reading, struct str text, json_t **out)
{
	struct diagnostic d = { .id = DIAGNOSTIC_BAD_SYNTAX };
	json_error_t fault;

	if (str_starts(text, S("\xEF\xBB\xBF"))) /* as some editors begin a file in UTF-8 */
		text = str_slice(text, 3, text.len);
	*out = json_loadb(text.at ? text.at : "", text.len, JSON_REJECT_DUPLICATES, &fault);
	if (*out)
		return OK;
	/* Want of memory for the tree leaves no words; for a token, the library calls it wrong. */
	if (json_error_code(&fault) == json_error_out_of_memory || !*fault.text)
		return ERROR(ERR_LIMIT, "out of memory");
	d.line = fault.line > 0 ? fault.line : 1;
	d.args[0] = S(N_("it is not JSON"));
	d.args[1] = str_of(fault.text);
	return json_reading_tell(reading, S(""), d);
}

struct err json_reading_tell(struct json_reading *reading, struct str path, struct diagnostic d)
{
	reading->is_bad = true;
	d.file = reading->file;
	d.column = path;
	return diagnostics_add(reading->diagnostics, d);
}

struct err json_reading_text(struct json_reading *reading, const json_t *value, struct str *out,
			     bool *is_text_out)
{
	struct str text = { json_string_value(value), json_string_length(value) };

	*is_text_out = json_is_string(value);
	*out = (struct str){ 0 };
	if (!*is_text_out)
		return OK;
	*out = str_copy(reading->arena, text);
	TRY_NEW(out->at || str_empty(text));
	return OK;
}
