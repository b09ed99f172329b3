/*
 * Ways to refuse the n-th thing that a program asks for: memory (its own, SQLite's, the JSON library's),
 * calls of the system, calls of SQLite on its files. Each counts from the moment when it is armed.
 */
#ifndef FAULT_REFUSAL_H
#define FAULT_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct refusal {
	const char *name;
	bool of_memory;       /* else of a call that reads or writes */
	bool of_system;       /* a call of the C library, not of SQLite on its files */
	bool may_blame_input; /* the library cannot tell want of memory from a wrong input */
	void (*arm)(uint64_t n);
	uint64_t (*disarm)(void); /* how many requests there were since */
};

extern const struct refusal refusals[];
extern const size_t n_refusals;

/* Before anything else in main: the hooks that must be there before SQLite is used. */
void refusals_begin(void);
void refusals_end(void);

/* The VFS whose calls are refused. */
#define REFUSING_VFS "refusing"

/* Bytes that SQLite holds; what a use case has opened and not closed is among them. */
int64_t memory_of_sqlite(void);

/* For calls.c: whether this call of the system is to fail. */
bool refusal_of_call(void);

#endif
