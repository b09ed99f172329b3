/* A test obeys the row of its room: figure may use i18n, and not html. */
#include "html/writer.h"
#include "i18n/number.h"
