/* A noun that knows the database: model may use base alone. */
#include "base/str.h"
#include "model/field.h"
#include "store/store.h"
#include "planted.h"
