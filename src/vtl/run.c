/* One run: its clock, what may end it, and how its rows are shared. */
#include "vtl/run.h"

int64_t run_clock_ms(void)
{
	return task_clock_ms();
}

struct task run_task(const struct run *run)
{
	return (struct task){ .team = run->team,
			      .cancel = run->cancel,
			      .deadline_ms = run->deadline_ms };
}

struct err run_check(const struct run *run)
{
	const struct task task = run_task(run);

	return task_check(&task);
}

void run_scratch(const struct run *run, struct arena *out)
{
	arena_init_within(out, run->allowance);
}

size_t run_members(const struct run *run)
{
	return team_size(run->team);
}

/* The run of one member, with the texts of a fault of its own. */
struct member_run {
	struct run run;
	struct arena texts;
	size_t failed; /* the first part that failed */
};

struct shared_parts {
	part_work *part;
	void *work;
	size_t n_parts;
	size_t n_units, units; /* what is cut, and how many units a part has */
	struct member_run *members;
};

static struct rows_part part_of(const struct shared_parts *shared, size_t number, size_t member)
{
	size_t from = number * shared->units, left = shared->n_units - from;

	return (struct rows_part){ .number = number,
				   .from = from,
				   .end = from + (left < shared->units ? left : shared->units),
				   .member = member };
}

static struct err do_part(void *work, size_t number, size_t member)
{
	struct shared_parts *shared = work;
	struct member_run *own = &shared->members[member];
	const struct rows_part part = part_of(shared, number, member);
	struct err err = shared->part(&own->run, shared->work, &part);

	if (failed(err) && own->failed == SIZE_MAX)
		own->failed = number;
	return err;
}

static struct fault fault_copy(struct arena *texts, const struct fault *fault)
{
	struct fault copy = *fault;

	for (size_t i = 0; i < countof(copy.args.at); i++)
		copy.args.at[i] = texts ? str_copy(texts, fault->args.at[i]) : (struct str){ 0 };
	return copy;
}

/* The fault of the member whose failed part is the first. */
static void take_fault(struct run *run, const struct member_run *members, size_t n)
{
	const struct member_run *first = &members[0];

	for (size_t i = 1; i < n; i++) {
		if (members[i].failed < first->failed)
			first = &members[i];
	}
	if (fault_found(&first->run.fault) && !fault_found(&run->fault))
		run->fault = fault_copy(run->texts, &first->run.fault);
}

static struct err share_parts(struct run *run, struct arena *scratch, struct shared_parts *shared)
{
	size_t n = run_members(run);
	struct err err;

	TRY_NEW(shared->members = NEW(scratch, struct member_run, n));
	for (size_t i = 0; i < n; i++) {
		struct member_run *own = &shared->members[i];

		*own = (struct member_run){ .run = *run, .failed = SIZE_MAX };
		run_scratch(run, &own->texts);
		own->run.fault = (struct fault){ 0 };
		own->run.texts = &own->texts;
		own->run.team = NULL;
	}
	err = team_run(run->team, shared->n_parts, do_part, shared);
	if (failed(err))
		take_fault(run, shared->members, n);
	for (size_t i = 0; i < n; i++)
		arena_finish(&shared->members[i].texts);
	return err;
}

static struct err run_all(struct run *run, struct shared_parts *shared)
{
	struct arena scratch;
	struct err err;

	if (run_members(run) > 1 && shared->n_parts > 1) {
		run_scratch(run, &scratch);
		err = share_parts(run, &scratch, shared);
		arena_finish(&scratch);
		return err;
	}
	for (size_t number = 0; number < shared->n_parts; number++) {
		const struct rows_part alone = part_of(shared, number, 0);

		TRY(shared->part(run, shared->work, &alone));
	}
	return OK;
}

struct err run_parts(struct run *run, size_t n_rows, part_work *part, void *work)
{
	struct shared_parts shared = { .part = part,
				       .work = work,
				       .n_parts = part_count(n_rows),
				       .n_units = n_rows,
				       .units = PART_ROWS };

	return run_all(run, &shared);
}

struct err run_shares(struct run *run, size_t n_shares, part_work *share, void *work)
{
	struct shared_parts shared = {
		.part = share, .work = work, .n_parts = n_shares, .n_units = n_shares, .units = 1
	};

	return run_all(run, &shared);
}
