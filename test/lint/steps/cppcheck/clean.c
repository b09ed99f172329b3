/* Adds up a row of numbers. */
int planted(void);

int planted(void)
{
	int row[4], sum = 0;

	for (int i = 0; i < 4; i++)
		row[i] = i;
	for (int i = 0; i < 4; i++)
		sum += row[i];
	return sum;
}
