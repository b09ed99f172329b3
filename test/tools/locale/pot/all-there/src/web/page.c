/* Every way to mark a text in C, and what looks like one: N_("in a comment"). */
#define TITLE_(text) N_(text)
static const char *const lost = "N_(\"in a string\")", quote = '"';
static const struct str label = STR(N_("Budget"));
static const struct str state = STR(NC_("state of a plan", "Open"));
static const struct plural lines = NP_("{n} line", "{n} lines");
static const struct str text = STR(N_("A \"long\" text\n"
				      "on two lines \\"));
static int MN_(int x); // N_("in a comment, too")
static int result = MN_(3);
