/* The room that makes markup. */
#include "html/view.h"

void planted(struct html *h)
{
	html_literal(h, S("<hr>"));
}
