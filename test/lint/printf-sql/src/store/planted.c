/* Statements that are put together from what varies. "select %s from t" in a comment is none. */
void planted(struct buf *buf, const char *code)
{
	buf_format(buf, "select name from node where code = '%s'", code);
	buf_format(buf, "INSERT INTO node VALUES (%s)", code);
	buf_format(buf, "please select %s", code);
	buf_format(buf, "100%% of them were created", code);
	prepare(buf, "select name from node where code = $1");
}
