/* Counts the calls of a function. */
int planted(void);

int planted(void)
{
	static int calls;

	return ++calls;
}
