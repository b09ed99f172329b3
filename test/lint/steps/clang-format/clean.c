/* Halves a number that is positive. */
int planted(int n);

int planted(int n)
{
	if (n > 0) {
		n--;
		n /= 2;
	}
	return n;
}
