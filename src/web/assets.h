/* The files of ui/ as they were when the program was built; tools/embed makes the table. */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include "http/asset.h"

extern const struct asset_table web_assets;

#endif
