/*
 * The program's log: one line an event on standard error, with the time and a level. It carries no
 * secrets and no bodies of requests; bytes that are not printable are escaped.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));
void log_error(const char *what, struct err e);

#endif
