/*
 * Which members a profile may have as JSON, of what kind each is, and where it goes in struct profile.
 */
#ifndef EXCHANGE_PROFILE_MEMBERS_H
#define EXCHANGE_PROFILE_MEMBERS_H

#include "exchange/profile.h"

enum { PREAMBLE_LINES_MOST = 100 };

enum member_kind {
	MEMBER_TEXT,  /* struct str */
	MEMBER_FLAG,  /* bool */
	MEMBER_LINES, /* int, 0 to PREAMBLE_LINES_MOST */
	MEMBER_CHOICE,
	MEMBER_NAMES,  /* struct name_list: a text or a list of texts */
	MEMBER_CODES,  /* struct code_table: an object of texts */
	MEMBER_STATUS, /* the same, each to a letter */
	MEMBER_MARKS,  /* struct mark_list: an object of the words of states */
	MEMBER_OBJECT, /* with members of the same record */
	MEMBER_DIMENSIONS,
	MEMBER_LIKE, /* the name of a built-in profile, whose members hold where this one has none */
};

/* A member that an object may have, and its place in the record. */
struct member {
	struct str name;
	enum member_kind kind;
	size_t offset;
	const struct str *words; /* of a choice, in the order of its enum */
	const struct member *members;
	size_t count; /* of the words or members */
};

struct members {
	const struct member *at;
	size_t count;
};

extern const struct members profile_members; /* of the whole, in struct profile */
extern const struct members
	dimension_members; /* of one of "dimensions", in struct profile_dimension */

/* The words of the states that a mark may stand for; the first one is that of a value, which has no mark. */
extern const struct str profile_state_words[OBSERVATION_ABSENT];

#endif
