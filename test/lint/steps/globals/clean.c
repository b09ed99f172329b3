/* Counts the calls of a function. */
int planted(int calls);

int planted(int calls)
{
	return calls + 1;
}
