/* A file that is unlinked before anything is written to it. */
#include "base/file_scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

static struct err scratch_error(struct arena *arena, const char *what, struct str folder)
{
	char text[128];

	return err_format(arena, ERR_IO, HERE, "cannot %s a scratch file in %.*s: %s", what,
			  STR_ARGS(folder), strerror_r(errno, text, sizeof(text)));
}

static struct str folder_for_scratch(void)
{
	struct str folder = str_of(getenv("TMPDIR"));

	return str_empty(folder) ? S("/var/tmp") : folder;
}

/* A name of its own, which is taken away at once. */
static int open_unlinked(char *name)
{
	int fd = mkostemp(name, O_CLOEXEC);

	if (fd >= 0)
		unlink(name);
	return fd;
}

struct err file_scratch_open(struct file_scratch *file, struct arena *arena)
{
	struct str folder = folder_for_scratch(), name;

	name = str_format(arena, "%.*s/outturn-XXXXXX", STR_ARGS(folder));
	TRY_NEW(name.at);
	*file = (struct file_scratch){ .fd = open_unlinked((char *)name.at) };
	if (file->fd >= 0)
		return OK;
	file->fd = 0;
	return scratch_error(arena, "make", folder);
}

void file_scratch_close(struct file_scratch *file)
{
	if (file->fd > 0)
		close(file->fd);
	file->fd = 0;
}

struct err file_scratch_append(struct file_scratch *file, struct str bytes, uint64_t *offset_out)
{
	size_t done = 0;

	*offset_out = file->size;
	while (done < bytes.len) {
		ssize_t n = pwrite(file->fd, bytes.at + done, bytes.len - done,
				   (off_t)(file->size + done));

		if (n < 0 && errno != EINTR)
			return ERROR(ERR_IO, "a scratch file cannot be written: is the disk full?");
		done += n > 0 ? (size_t)n : 0;
	}
	file->size += done;
	return OK;
}

struct err file_scratch_read(const struct file_scratch *file, struct arena *arena, uint64_t offset,
			     size_t bytes, struct str *out)
{
	char *at = arena_text(arena, bytes);
	size_t done = 0;

	TRY_NEW(at || bytes == 0);
	while (done < bytes) {
		ssize_t n = pread(file->fd, at + done, bytes - done, (off_t)(offset + done));

		if (n == 0 || (n < 0 && errno != EINTR))
			return ERROR(ERR_IO, "a scratch file cannot be read back");
		done += n > 0 ? (size_t)n : 0;
	}
	*out = (struct str){ .at = at, .len = bytes };
	return OK;
}
