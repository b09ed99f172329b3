/*
 * The use cases that the n-th failure is tried on, each with a small plan: what is there before, the
 * use case itself, and which of the two states is there afterwards.
 */
#ifndef FAULT_USE_CASE_H
#define FAULT_USE_CASE_H

#include "scene.h"

#include "app/app.h"
#include "base/hash.h"
#include "base/list.h"

/* What a failure has left behind. */
enum aftermath {
	AFTERMATH_BEFORE, /* as if nothing had been tried */
	AFTERMATH_AFTER,  /* as if nothing had failed */
	AFTERMATH_EITHER, /* the use case changes nothing */
	AFTERMATH_MIXED,  /* some files are old and some new, each of them whole */
};

struct bench {
	struct scene *scene;
	struct app app;
	struct arena arena;             /* of one run */
	struct str plan;                /* the folder of the small plan */
	struct str out;                 /* a folder to be exported to */
	struct str empty_db, filled_db; /* the bytes of two databases */
	struct str *exported;           /* what an export writes: names and bytes in turns */
	size_t n_exported;
	struct list outcomes; /* what runs have left that was looked into; nth.c's */
};

struct use_case {
	const char *name;
	void (*prepare)(struct bench *bench);
	struct err (*run)(struct bench *bench);
	enum aftermath (*look)(struct bench *bench);
};

extern const struct use_case use_cases[];
extern const size_t n_use_cases;

/* The plan's folder comes from the environment: FAULT_PLAN. */
void bench_open(struct bench *bench, struct scene *scene);
void bench_close(struct bench *bench);

/* Of all files that the use cases read and write: their names and bytes. */
struct digest bench_digest(struct bench *bench);

#endif
