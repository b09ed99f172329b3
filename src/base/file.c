/*
 * Whole files in and out, and the few things that are asked of folders. Only plain files are read and
 * replaced: a pipe could wait for ever, and a device must not be renamed over.
 */
#include "base/file.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* An error from errno about a path. */
static struct err system_error(struct arena *arena, const char *what, struct str path)
{
	int number = errno;
	char text[128];
	enum err_code code = ERR_IO;

	if (number == ENOENT || number == ENOTDIR)
		code = ERR_NOT_FOUND;
	else if (number == ENOMEM)
		code = ERR_LIMIT;
	return err_format(arena, code, HERE, "cannot %s %.*s: %s", what, STR_ARGS(path),
			  strerror_r(number, text, sizeof(text)));
}

static struct err not_plain(struct arena *arena, struct str path)
{
	return err_format(arena, ERR_IO, HERE, "%.*s is not a plain file", STR_ARGS(path));
}

/* The path for the system, which would read it only up to a zero byte. */
static struct err system_path(struct arena *arena, struct str path, const char **out)
{
	if (str_empty(path) || str_find_char(path, '\0', 0) != SIZE_MAX)
		return ERROR(ERR_NOT_FOUND, "a path is empty or has a zero byte in it");
	TRY_NEW(*out = str_cstr(arena, path));
	return OK;
}

/* Reads until count bytes are there or the file ends; how many there are, or -1. */
static ssize_t read_fully(int fd, char *at, size_t count)
{
	size_t done = 0;

	while (done < count) {
		ssize_t n = read(fd, at + done, count - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

static bool write_fully(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
	return true;
}

static struct err read_open(struct arena *arena, int fd, struct str path, size_t limit_bytes,
			    struct str *out)
{
	struct stat status;
	size_t size;
	ssize_t len;
	char *at;

	if (fstat(fd, &status) != 0)
		return system_error(arena, "read", path);
	if (!S_ISREG(status.st_mode))
		return not_plain(arena, path);
	size = (size_t)status.st_size;
	if (size > limit_bytes)
		return err_format(arena, ERR_LIMIT, HERE, "%.*s has more than %zu bytes",
				  STR_ARGS(path), limit_bytes);
	/* One byte more than it should have tells whether it is growing under our hands. */
	TRY_NEW(at = arena_text(arena, size + 1));
	len = read_fully(fd, at, size + 1);
	if (len < 0)
		return system_error(arena, "read", path);
	if ((size_t)len != size)
		return err_format(arena, ERR_IO, HERE, "%.*s changed while it was read",
				  STR_ARGS(path));
	*out = (struct str){ .at = at, .len = size };
	return OK;
}

struct err file_read(struct arena *arena, struct str path, size_t limit_bytes, struct str *out)
{
	const char *name;
	struct err result;
	int fd;

	TRY(system_path(arena, path, &name));
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return system_error(arena, "open", path);
	result = read_open(arena, fd, path, limit_bytes, out);
	close(fd);
	return result;
}

struct err file_pieces_open(struct file_pieces *pieces, struct arena *arena, struct str path)
{
	struct stat status;
	const char *name;
	struct err result = OK;
	int fd;

	TRY(system_path(arena, path, &name));
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return system_error(arena, "open", path);
	if (fstat(fd, &status) != 0)
		result = system_error(arena, "read", path);
	else if (!S_ISREG(status.st_mode))
		result = not_plain(arena, path);
	if (failed(result)) {
		close(fd);
		return result;
	}
	*pieces = (struct file_pieces){ .path = path, .fd = fd, .size = (uint64_t)status.st_size };
	return OK;
}

/* As read_fully, from a place that the descriptor does not remember. */
static ssize_t read_fully_at(int fd, char *at, size_t count, uint64_t offset)
{
	size_t done = 0;

	while (done < count) {
		ssize_t n = pread(fd, at + done, count - done, (off_t)(offset + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		done += (size_t)n;
	}
	return (ssize_t)done;
}

struct err file_pieces_read(const struct file_pieces *pieces, struct arena *arena, uint64_t offset,
			    size_t bytes, struct str *out)
{
	uint64_t left = offset < pieces->size ? pieces->size - offset : 0;
	size_t count = bytes < left ? bytes : (size_t)left;
	ssize_t len;
	char *at;

	TRY_NEW(at = arena_text(arena, count));
	len = read_fully_at(pieces->fd, at, count, offset);
	if (len < 0)
		return system_error(arena, "read", pieces->path);
	if ((size_t)len != count)
		return err_format(arena, ERR_IO, HERE, "%.*s changed while it was read",
				  STR_ARGS(pieces->path));
	*out = (struct str){ .at = at, .len = count };
	return OK;
}

void file_pieces_close(struct file_pieces *pieces)
{
	if (pieces->fd >= 0)
		close(pieces->fd);
	pieces->fd = -1;
}

/* The folder that a path's last part lies in. */
static struct str folder_of(struct str path)
{
	size_t end = path.len;

	while (end > 1 && path.at[end - 1] == '/')
		end--;
	while (end > 0 && path.at[end - 1] != '/')
		end--;
	while (end > 1 && path.at[end - 1] == '/')
		end--;
	return end == 0 ? S(".") : str_slice(path, 0, end);
}

/* Opens the folder for folder_sync_close, which is the last thing done in it. */
static struct err folder_open(struct arena *arena, struct str path, int *out)
{
	const char *name;
	int fd;

	TRY(system_path(arena, path, &name));
	fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return system_error(arena, "open", path);
	*out = fd;
	return OK;
}

/* Makes the names in a folder last. */
static struct err folder_sync_close(struct arena *arena, struct str path, int fd)
{
	struct err result = OK;

	if (fsync(fd) != 0)
		result = system_error(arena, "sync", path);
	close(fd);
	return result;
}

/* Writes a new file that survives a crash; what it has left behind after a failure is removed. */
static struct err write_new(struct arena *arena, const char *name, struct str bytes)
{
	struct str path = str_of(name);
	struct err result = OK;
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return system_error(arena, "create", path);
	if (!write_fully(fd, bytes) || fsync(fd) != 0)
		result = system_error(arena, "write", path);
	if (close(fd) != 0 && !failed(result))
		result = system_error(arena, "close", path);
	if (failed(result))
		unlink(name);
	return result;
}

/* A file that is written and not in its place yet, or a name that is to go. */
struct file_draft {
	struct file_draft *next;
	const char *name;
	const char *temporary; /* NULL: the name is to be removed, or the draft is in its place */
	bool removes;
};

/* Writes beside the name. */
static struct err draft_write(struct arena *arena, const char *name, struct str bytes,
			      struct file_draft *out)
{
	const char *temporary;
	uint64_t random;

	random_bytes(&random, sizeof(random));
	temporary = str_format(arena, "%s.%016llx.tmp", name, (unsigned long long)random).at;
	TRY_NEW(temporary);
	TRY(write_new(arena, temporary, bytes));
	*out = (struct file_draft){ .name = name, .temporary = temporary };
	return OK;
}

static struct err draft_put(struct arena *arena, struct file_draft *draft)
{
	if (draft->removes) {
		if (unlink(draft->name) != 0 && errno != ENOENT)
			return system_error(arena, "remove", str_of(draft->name));
		return OK;
	}
	if (rename(draft->temporary, draft->name) != 0)
		return system_error(arena, "replace", str_of(draft->name));
	draft->temporary = NULL;
	return OK;
}

static void draft_drop(struct file_draft *draft)
{
	if (draft->temporary)
		unlink(draft->temporary);
	draft->temporary = NULL;
}

/* A name that is to be replaced; not a folder or a device. */
static struct err replaceable(struct arena *arena, struct str path, const char **out)
{
	struct stat status;

	TRY(system_path(arena, path, out));
	if (stat(*out, &status) == 0 && !S_ISREG(status.st_mode))
		return not_plain(arena, path);
	return OK;
}

struct err file_write(struct arena *arena, struct str path, struct str bytes)
{
	struct file_draft draft = { 0 };
	const char *name;
	struct err result;
	int folder = -1;

	TRY(replaceable(arena, path, &name));
	/* All that could be lacking is taken before the file is replaced. */
	TRY(folder_open(arena, folder_of(path), &folder));
	result = draft_write(arena, name, bytes, &draft);
	if (!failed(result))
		result = draft_put(arena, &draft);
	draft_drop(&draft);
	if (failed(result)) {
		close(folder);
		return result;
	}
	return folder_sync_close(arena, folder_of(path), folder);
}

struct err file_set_open(struct file_set *set, struct arena *arena, struct str folder)
{
	*set = (struct file_set){ .arena = arena, .folder = str_copy(arena, folder), .fd = -1 };
	set->last = &set->first;
	TRY_NEW(set->folder.at || str_empty(folder));
	return folder_open(arena, set->folder, &set->fd);
}

/* Takes room for a draft before there is anything to be forgotten. */
static struct err set_draft(struct file_set *set, struct str name, struct file_draft **out,
			    const char **path_out)
{
	struct str path = path_join(set->arena, set->folder, name);
	struct file_draft *draft = NEW(set->arena, struct file_draft, 1);

	TRY_NEW(path.at && draft);
	TRY(replaceable(set->arena, path, path_out));
	*out = draft;
	return OK;
}

static void set_add(struct file_set *set, struct file_draft *draft)
{
	*set->last = draft;
	set->last = &draft->next;
}

struct err file_set_write(struct file_set *set, struct str name, struct str bytes)
{
	struct file_draft *draft;
	const char *path;

	TRY(set_draft(set, name, &draft, &path));
	TRY(draft_write(set->arena, path, bytes, draft));
	set_add(set, draft);
	return OK;
}

struct err file_set_remove(struct file_set *set, struct str name)
{
	struct file_draft *draft;
	const char *path;

	TRY(set_draft(set, name, &draft, &path));
	*draft = (struct file_draft){ .name = path, .removes = true };
	set_add(set, draft);
	return OK;
}

struct err file_set_replace(struct file_set *set)
{
	int fd = set->fd;

	for (struct file_draft *draft = set->first; draft; draft = draft->next)
		TRY(draft_put(set->arena, draft));
	set->fd = -1;
	return folder_sync_close(set->arena, set->folder, fd);
}

void file_set_close(struct file_set *set)
{
	for (struct file_draft *draft = set->first; draft; draft = draft->next)
		draft_drop(draft);
	set->first = NULL;
	set->last = &set->first;
	if (set->fd >= 0)
		close(set->fd);
	set->fd = -1;
}

struct err folder_make(struct arena *arena, struct str path)
{
	const char *name;
	int folder = -1;

	if (path_is_folder(arena, path))
		return OK;
	TRY(system_path(arena, path, &name));
	TRY(folder_open(arena, folder_of(path), &folder));
	if (mkdir(name, 0777) != 0) {
		struct err result = system_error(arena, "make the folder", path);

		close(folder);
		/* Somebody else may have been quicker. */
		return path_is_folder(arena, path) ? OK : result;
	}
	return folder_sync_close(arena, folder_of(path), folder);
}

static int compare_names(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Appends the name when it is that of a plain file, also by a symbolic link. */
static struct err list_entry(struct list *names, DIR *folder, const char *name)
{
	struct stat status;
	struct str copy;

	if (fstatat(dirfd(folder), name, &status, 0) != 0 || !S_ISREG(status.st_mode))
		return OK;
	copy = str_copy(names->arena, str_of(name));
	TRY_NEW(copy.at);
	return list_push(names, &copy);
}

static struct err list_open(struct list *names, DIR *folder, struct str path)
{
	const struct dirent *entry;

	for (;;) {
		errno = 0;
		entry = readdir(folder);
		if (!entry)
			return errno ? system_error(names->arena, "list", path) : OK;
		TRY(list_entry(names, folder, entry->d_name));
	}
}

struct err folder_list(struct arena *arena, struct str path, struct str **names_out,
		       size_t *count_out)
{
	struct list names = LIST(arena, struct str);
	const char *name;
	struct err result;
	DIR *folder;

	TRY(system_path(arena, path, &name));
	folder = opendir(name);
	if (!folder)
		return system_error(arena, "open", path);
	result = list_open(&names, folder, path);
	closedir(folder);
	TRY(result);
	TRY(list_sort(&names, compare_names, NULL));
	*names_out = names.at;
	*count_out = names.count;
	return OK;
}

struct str path_join(struct arena *arena, struct str folder, struct str name)
{
	bool bare = str_empty(folder) || str_ends(folder, S("/"));

	return str_format(arena, "%.*s%s%.*s", STR_ARGS(folder), bare ? "" : "/", STR_ARGS(name));
}

bool path_is_folder(struct arena *arena, struct str path)
{
	const char *name;
	struct stat status;

	if (failed(system_path(arena, path, &name)))
		return false;
	return stat(name, &status) == 0 && S_ISDIR(status.st_mode);
}

bool path_is_taken(struct arena *arena, struct str path)
{
	const char *name;
	struct stat status;

	if (failed(system_path(arena, path, &name)))
		return false;
	return lstat(name, &status) == 0;
}
