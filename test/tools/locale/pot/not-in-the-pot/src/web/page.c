/* One text that the .pot has, and two that it has not. */
static const struct str known = STR(N_("Known"));
static const struct str label = STR(N_("Budget"));
static const struct plural lines = NP_("Known", "All known");
