/* Comparing hosts and origins, byte for byte but for the case of letters. */
#include "http/origin.h"

/* "https://host:8080" without its scheme; empty for anything else, "null" included. */
static struct str origin_host(struct str origin)
{
	size_t at = str_find(origin, S("://"), 0);

	if (at == SIZE_MAX)
		return (struct str){ 0 };
	return str_slice(origin, at + 3, origin.len);
}

bool origin_is_own(const struct request *request)
{
	struct str site = request_header(request, HEADER_SEC_FETCH_SITE);
	struct str host = origin_host(request_header(request, HEADER_ORIGIN));

	if (site.at)
		return str_eq(site, S("same-origin"));
	return !str_empty(host) && str_eq_anycase(host, request_header(request, HEADER_HOST));
}

static bool is_host_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c == '.' || c == '-' || c == '_' || c == '[' || c == ']' || c == ':';
}

/* "[::1]:8080" is "[::1]", "example.org:80" is "example.org". */
static struct str without_port(struct str host)
{
	size_t bracket = str_find_char(host, ']', 0);
	size_t colon = str_find_char(host, ':', bracket == SIZE_MAX ? 0 : bracket);

	return str_slice(host, 0, colon);
}

bool host_is_served(struct str host, const struct str *hosts, size_t n_hosts)
{
	for (size_t i = 0; i < host.len; i++)
		if (!is_host_byte(host.at[i]))
			return false;
	if (str_empty(host))
		return false;
	for (size_t i = 0; i < n_hosts; i++)
		if (str_eq_anycase(without_port(host), hosts[i]))
			return true;
	return n_hosts == 0;
}
