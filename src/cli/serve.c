/* outturn serve: the pages of a database over HTTP, until SIGINT or SIGTERM. */
#include <pthread.h>
#include <signal.h>

#include "base/mark.h"
#include "cli/command.h"
#include "i18n/message.h"
#include "store/store.h"
#include "web/web.h"

enum { PORT_MAX = 65535 };

/* "127.0.0.1:8080", "[::1]:8080"; the address alone keeps the usual port. */
static bool parse_listen(struct str text, struct server_config *config)
{
	bool is_v6 = str_starts(text, S("["));
	size_t end = str_find_char(text, is_v6 ? ']' : ':', 0);
	struct str port;
	int64_t n;

	if (is_v6 && end == SIZE_MAX)
		return false;
	config->address = str_slice(text, is_v6 ? 1 : 0, end);
	port = str_slice(text, end == SIZE_MAX ? text.len : end + (is_v6 ? 1 : 0), text.len);
	if (str_empty(port))
		return !str_empty(config->address);
	if (port.at[0] != ':' || !str_to_int64(str_slice(port, 1, port.len), &n) || n < 0 ||
	    n > PORT_MAX)
		return false;
	config->port = (uint16_t)n;
	return !str_empty(config->address);
}

static struct err read_config(const struct invocation *call, struct server_config *out)
{
	struct str listen = call->options[OPTION_LISTEN];

	*out = server_config_default();
	if (listen.at && !parse_listen(listen, out))
		return err_format(call->arena, ERR_USAGE, HERE,
				  "--listen is an address and a port such as 127.0.0.1:8080, "
				  "not %.*s",
				  STR_ARGS(listen));
	return OK;
}

static struct str address_of(const struct invocation *call, const struct server_config *config,
			     uint16_t port)
{
	bool is_v6 = str_find_char(config->address, ':', 0) != SIZE_MAX;

	return str_format(call->arena, is_v6 ? "http://[%.*s]:%u/" : "http://%.*s:%u/",
			  STR_ARGS(config->address), (unsigned)port);
}

/* The signals that end the server: blocked before its threads begin, which inherit that. */
static void block_signals(sigset_t *stop)
{
	sigemptyset(stop);
	sigaddset(stop, SIGINT);
	sigaddset(stop, SIGTERM);
	pthread_sigmask(SIG_BLOCK, stop, NULL);
}

static struct err serve(const struct invocation *call, const struct server_config *config,
			const struct program *program)
{
	struct server *server = NULL;
	sigset_t stop;
	int signal_number;

	block_signals(&stop);
	struct err e = server_open(call->arena, config, program, &server);

	if (failed(e))
		return err_format(call->arena, e.code, e.where, "%.*s:%u: %.*s",
				  STR_ARGS(config->address), (unsigned)config->port,
				  STR_ARGS(e.detail));
	say_message(call, call->out, N_("Serving at {1} until it is interrupted (Ctrl-C)."),
		    (struct message_args){ { address_of(call, config, server_port(server)) } });
	fflush(call->out);
	sigwait(&stop, &signal_number);
	server_close(server);
	say_message(call, call->out, N_("Stopped."), (struct message_args){ 0 });
	fflush(call->out);
	return OK;
}

static struct err run(const struct invocation *call, int *exit_code)
{
	struct server_config config;
	struct program program;
	struct site site;
	struct app app;

	(void)exit_code;
	TRY(read_config(call, &config));
	TRY(open_database(call, false, &app));
	struct err e = site_init(&site, call->arena, &app, S(OUTTURN_VERSION));

	if (!failed(e)) {
		program = web_program(&site);
		e = serve(call, &config, &program);
	}
	store_close(app.store);
	return e;
}

const struct command serve_command = {
	.name = STR("serve"),
	.summary = N_("serve the pages"),
	.arguments = "",
	.help = N_(
		"Serves the pages of the database at --listen (127.0.0.1:8080 unless given), until "
		"SIGINT or SIGTERM; answers on their way are finished. What another process "
		"imports is on the pages at the next request. Port 0 takes any free one. Nothing "
		"is written."),
	.takes = TAKES(OPTION_DB) | TAKES(OPTION_LISTEN),
	.run = run,
};
