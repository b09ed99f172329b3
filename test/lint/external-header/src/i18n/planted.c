/* ICU belongs here; cmocka belongs to tests. */
#include <cmocka.h>
#include <unicode/ucol.h>
