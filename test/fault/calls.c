/*
 * The calls of the system that the program makes on files, each of which can be refused. The linker
 * puts these in the place of the C library's (-Wl,--wrap): __wrap_x is called for x, and __real_x is
 * the C library's own. Syncs are not handed on: nothing here is to outlive the machine.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "refusal.h"

ssize_t __real_read(int fd, void *at, size_t count);
ssize_t __real_write(int fd, const void *at, size_t count);
int __real_open64(const char *path, int flags, ...);
int __real_rename(const char *from, const char *to);
int __real_unlink(const char *path);
int __real_mkdir(const char *path, mode_t mode);
int __real_stat64(const char *path, struct stat *out);
int __real_fstat64(int fd, struct stat *out);
int __real_fstatat64(int fd, const char *path, struct stat *out, int flags);
DIR *__real_opendir(const char *path);
struct dirent *__real_readdir64(DIR *folder);

ssize_t __wrap_read(int fd, void *at, size_t count);
ssize_t __wrap_write(int fd, const void *at, size_t count);
int __wrap_open64(const char *path, int flags, ...);
int __wrap_fsync(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_unlink(const char *path);
int __wrap_mkdir(const char *path, mode_t mode);
int __wrap_stat64(const char *path, struct stat *out);
int __wrap_fstat64(int fd, struct stat *out);
int __wrap_fstatat64(int fd, const char *path, struct stat *out, int flags);
DIR *__wrap_opendir(const char *path);
struct dirent *__wrap_readdir64(DIR *folder);

/* What every call fails with: the disk's own error, or that it is full. */
static bool refuse(int error)
{
	if (!refusal_of_call())
		return false;
	errno = error;
	return true;
}

ssize_t __wrap_read(int fd, void *at, size_t count)
{
	return refuse(EIO) ? -1 : __real_read(fd, at, count);
}

ssize_t __wrap_write(int fd, const void *at, size_t count)
{
	return refuse(ENOSPC) ? -1 : __real_write(fd, at, count);
}

int __wrap_open64(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list rest;

	va_start(rest, flags);
	if (flags & O_CREAT)
		mode = va_arg(rest, mode_t);
	va_end(rest);
	return refuse(EIO) ? -1 : __real_open64(path, flags, mode);
}

int __wrap_fsync(int fd)
{
	(void)fd;
	return refuse(EIO) ? -1 : 0;
}

int __wrap_rename(const char *from, const char *to)
{
	return refuse(EIO) ? -1 : __real_rename(from, to);
}

int __wrap_unlink(const char *path)
{
	return refuse(EIO) ? -1 : __real_unlink(path);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
	return refuse(ENOSPC) ? -1 : __real_mkdir(path, mode);
}

int __wrap_stat64(const char *path, struct stat *out)
{
	return refuse(EIO) ? -1 : __real_stat64(path, out);
}

int __wrap_fstat64(int fd, struct stat *out)
{
	return refuse(EIO) ? -1 : __real_fstat64(fd, out);
}

int __wrap_fstatat64(int fd, const char *path, struct stat *out, int flags)
{
	return refuse(EIO) ? -1 : __real_fstatat64(fd, path, out, flags);
}

DIR *__wrap_opendir(const char *path)
{
	return refuse(EMFILE) ? NULL : __real_opendir(path);
}

struct dirent *__wrap_readdir64(DIR *folder)
{
	return refuse(EIO) ? NULL : __real_readdir64(folder);
}
