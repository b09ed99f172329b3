/* Structs that hide that they are such; the type of a function may have a name. */
typedef struct planted handler(struct planted *);
typedef struct planted planted;
typedef struct {
	int (*member)(void);
} hidden;
typedef int (*planted_function)(struct planted *);
