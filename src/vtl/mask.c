/* Masks. */
#include "vtl/mask.h"
bool mask_read(struct str mask, enum data_type type, struct str text, struct scalar *out)
{
	(void)mask;
	(void)type;
	(void)text;
	(void)out;
	return false;
}
bool mask_write(struct str mask, struct scalar scalar, struct buf *buf)
{
	(void)mask;
	(void)scalar;
	(void)buf;
	return false;
}
