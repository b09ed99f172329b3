/* A page that compresses by itself, and a room with a library of nobody. */
#include "web/page.h"

#include <stdio.h>
#include <curl/curl.h>
#include <zlib.h>
