/* An amount in binary floating point. */
#ifndef MODEL_PLANTED_H
#define MODEL_PLANTED_H

struct planted {
	double amount;
	int double_entry; /* not a double */
};

#endif
