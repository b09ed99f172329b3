/*
 * Where a request comes from: is it one of our own pages that asks, and for a name that is ours?
 * The answer rests on headers that scripts of other sites cannot write.
 */
#ifndef HTTP_ORIGIN_H
#define HTTP_ORIGIN_H

#include "http/request.h"

/*
 * Was the request made by a page of this very server? By Sec-Fetch-Site where the browser sends it,
 * else by Origin against Host; a request that has neither is not.
 */
bool origin_is_own(const struct request *request);

/* Is the Host header one of these (ports are ignored)? With none given every well-formed one is. */
bool host_is_served(struct str host, const struct str *hosts, size_t n_hosts);

#endif
