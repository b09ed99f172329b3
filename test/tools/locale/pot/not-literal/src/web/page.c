/* A mark around what is no literal cannot be collected. */
static const struct str a = STR(N_(name));
static const struct str b = STR(NC_("context"));
static const struct str c = STR(N_(""));
static const struct str d = STR(N_("\x41"));
static const struct str e = STR(N_("one" name));
