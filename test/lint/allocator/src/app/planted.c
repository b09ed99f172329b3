/* A use case with memory of its own. The words free( and malloc( in a comment are nobody's call. */
#include <stdlib.h>

void planted(struct thing *free)
{
	char *copy = malloc(10);

	log_line("free(copy)", free);
	free
		(copy);
	free (copy);
}
