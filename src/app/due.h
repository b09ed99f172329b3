/*
 * When the value of a period is due, by the schedule of its variable, and so what it means that there is no
 * cell: nobody has reported it, or it is not due yet. Neither is ever stored. What the schedule does not
 * say is not guessed: without it, or without the days in which a value is due, nothing is told of a
 * period that has ended.
 */
#ifndef APP_DUE_H
#define APP_DUE_H

#include "base/list.h"
#include "cube/data_answer.h"
#include "model/snapshot.h"
#include "model/variable.h"

/* Borrowed from the snapshot. */
struct due_rule {
	const struct snapshot *snapshot;
	enum period_kind kind; /* of the periods that are reported; PERIOD_EMPTY: nothing is due */
	struct period first;   /* PERIOD_NONE: every period */
	int64_t after;         /* days after its end; INTEGER_EMPTY: not said */
};

/* variable may be NULL. */
struct due_rule due_rule_of(const struct snapshot *snapshot, const struct variable *variable);

/* The last day on which it is in time; DATE_EMPTY: nothing says so. */
struct date due_day(const struct due_rule *rule, struct period period);

/* What it means on the day that there is no cell of the period. */
enum absence absence_on(const struct due_rule *rule, struct period period, struct date day);

/*
 * The periods from `from` to the one in which the day is, as far as the rule has them due at all, in their
 * order; the last of them may be due later. Pushed to a list of struct period.
 */
MUST_USE struct err due_periods(const struct due_rule *rule, struct period from, struct date day,
				struct list *periods);

/* The period of the kind in which the day is; PERIOD_NONE for campaigns. */
struct period period_of_day(enum period_kind kind, struct date day);

#endif
