/* Calls that are unsafe, not thread-safe or dependent on the machine's language. */
void planted(char *to, const char *from)
{
	strcpy(to, from);
	int n = atoi(from); char *part = strtok(to, ",");
	struct tm *day = localtime(&now);
	localtime_r(&now, day);
	my_strcpy(to, from);
}
