/* The names and the version of a plan's folder, for its reader and its writer. */
#ifndef EXCHANGE_FORMAT_H
#define EXCHANGE_FORMAT_H

#define FOLDER_PACKAGE "datapackage.json"

/* Counts up when a folder of this program could be misunderstood by an older one. */
enum { FOLDER_FORMAT = 1 };

#endif
