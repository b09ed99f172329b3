/* The box around a table of the document. */
#ifndef WEB_DOCUMENT_TABLE_H
#define WEB_DOCUMENT_TABLE_H

#include "html/value.h"

struct table_frame {
	struct str label; /* the caption as printed */
	struct markup table;
};

#endif
