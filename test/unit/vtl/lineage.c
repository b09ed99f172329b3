/*
 * Where results come from: for every class of operators the cells that a cell rests on are what they must be,
 * and they suffice: a run on their data points alone gives the cell again.
 */
#include "vtl/lineage_text.h"

#include "base/buf.h"
#include "table.h"
#include "vtl/analyse.h"
#include "vtl/parse.h"

enum { MOST = 8 };

/* A script with its inputs, compiled. */
struct work {
	struct desk desk;
	struct plan_input inputs[MOST];
	struct run_input data[MOST];
	size_t n_inputs;
	struct script script;
	struct plan plan;
};

static void work_open(struct work *work)
{
	*work = (struct work){ .n_inputs = 0 };
	desk_open(&work->desk);
}

static void add_input(struct work *work, const char *name, const char *rows)
{
	struct dataset *dataset = table(&work->desk, rows);

	assert_true(work->n_inputs < MOST);
	work->inputs[work->n_inputs] =
		(struct plan_input){ .name = str_of(name), .structure = dataset->structure };
	work->data[work->n_inputs++].dataset = dataset;
}

static void compile(struct work *work, const char *text)
{
	struct probe probe = { &work->desk.run, &work->desk.arena, work->data };
	const struct environment environment = { .inputs = work->inputs,
						 .n_inputs = work->n_inputs,
						 .probe = probe_run,
						 .probe_context = &probe };
	struct diagnostics diagnostics;

	diagnostics_init(&diagnostics, &work->desk.arena);
	assert_ok(script_parse(&work->desk.arena, S("test"), str_of(text), &diagnostics,
			       &work->script));
	struct err e = script_analyse(&work->desk.arena, &work->script, &environment, &diagnostics,
				      &work->plan);

	for (size_t i = 0; i < diagnostics.items.count; i++)
		print_error("%.*s\n",
			    STR_ARGS(LIST_AT(diagnostics.items, struct diagnostic, i)->args[0]));
	assert_ok(e);
}

static void work_close(struct work *work)
{
	for (size_t i = 0; i < work->n_inputs; i++)
		dataset_release(work->data[i].dataset);
	desk_close(&work->desk);
}

/* "R[Id=1,Id2=x]#Me" as a question. */
static struct lineage_question question_of(struct work *work, const char *asked)
{
	struct str text = str_of(asked), inner, part;
	size_t open = str_find_char(text, '[', 0), close = str_find_char(text, ']', 0);
	size_t hash = str_find_char(text, '#', 0);
	struct lineage_key *keys = NEW(&work->desk.arena, struct lineage_key, MOST);
	struct lineage_question question = { .keys = keys };

	question.result = str_slice(text, 0, open < hash ? open : hash);
	if (hash != SIZE_MAX)
		question.component = str_slice(text, hash + 1, text.len);
	if (open == SIZE_MAX)
		return question;
	inner = str_slice(text, open + 1, close);
	while (str_cut(&inner, ',', &part)) {
		size_t equals = str_find_char(part, '=', 0);

		keys[question.n_keys++] =
			(struct lineage_key){ str_slice(part, 0, equals),
					      str_slice(part, equals + 1, part.len) };
	}
	return question;
}

static void write_cell(const struct work *work, const struct lineage_cell *cell, struct buf *buf)
{
	const struct dataset *dataset = work->data[cell->input].dataset;

	buf_str(buf, work->inputs[cell->input].name);
	for (size_t i = 0; i < dataset->structure.count; i++)
		if (dataset->structure.at[i].role == ROLE_IDENTIFIER) {
			buf_char(buf, ' ');
			scalar_write(buf, column_scalar(&dataset->columns[i], cell->row));
		}
	if (cell->component != COMPONENT_NONE) {
		buf_str(buf, S(" "));
		buf_str(buf, dataset->structure.at[cell->component].name);
	}
}

/* The value of the asked cell when the script is run on these inputs. */
static struct str value_of(struct work *work, const struct run_input *data,
			   const struct lineage_question *question)
{
	struct run_result results[MOST];
	struct str text = S("none");
	struct buf buf;

	buf_init(&buf, &work->desk.arena);
	assert_ok(plan_run(&work->plan, &work->desk.run, &work->desk.arena, data, results));
	for (size_t r = 0; r < work->plan.n_results; r++) {
		const struct dataset *dataset = results[r].dataset;

		if (!str_eq(work->plan.results[r].name, question->result))
			continue;
		if (!dataset)
			scalar_write(&buf, results[r].scalar);
		for (size_t row = 0; dataset && row < dataset->n_rows; row++) {
			bool is_row = true;

			for (size_t k = 0; k < question->n_keys; k++) {
				ptrdiff_t at =
					structure_find(&dataset->structure, question->keys[k].name);
				struct buf own;

				buf_init(&own, &work->desk.arena);
				scalar_write(&own, column_scalar(&dataset->columns[at], row));
				is_row &= str_eq(buf_held(&own), question->keys[k].value);
			}
			for (size_t i = 0; is_row && i < dataset->structure.count; i++)
				if (dataset->structure.at[i].role == ROLE_MEASURE &&
				    (str_empty(question->component) ||
				     str_eq(question->component, dataset->structure.at[i].name))) {
					scalar_write(&buf,
						     column_scalar(&dataset->columns[i], row));
					buf_char(&buf, ';');
				}
		}
		assert_ok(buf_done(&buf, &text));
	}
	run_results_release(&work->plan, results);
	return text;
}

/* The inputs with the named data points alone. */
static void restrict_inputs(struct work *work, const struct lineage *lineage, struct run_input *out)
{
	for (size_t i = 0; i < work->n_inputs; i++) {
		struct dataset *source = work->data[i].dataset;
		uint32_t *rows;
		size_t n = 0;

		assert_ok(dataset_new(&work->desk.allowance, &out[i].dataset));
		rows = NEW(&out[i].dataset->arena, uint32_t, source->n_rows + 1);
		for (size_t c = 0; c < lineage->count; c++)
			if (lineage->at[c].input == i &&
			    (n == 0 || rows[n - 1] != lineage->at[c].row))
				rows[n++] = (uint32_t)lineage->at[c].row;
		assert_ok(dataset_choose(out[i].dataset, source, rows, n));
	}
}

/* The cells, "; " between. */
static void assert_cells(struct work *work, const char *asked, const char *expected,
			 struct lineage *out)
{
	struct lineage_question question = question_of(work, asked);
	struct buf buf;

	assert_ok(plan_lineage(&work->plan, &work->desk.run, &work->desk.arena, work->data,
			       &question, out));
	buf_init(&buf, &work->desk.arena);
	for (size_t i = 0; i < out->count; i++) {
		if (i > 0)
			buf_str(&buf, S("; "));
		write_cell(work, &out->at[i], &buf);
	}
	assert_str_at(buf_held(&buf), str_of(expected), __FILE__, __LINE__);
}

/* And a run on their data points alone gives the same. */
static void assert_rests_on(struct work *work, const char *asked, const char *expected)
{
	struct lineage_question question = question_of(work, asked);
	struct run_input data[MOST] = { 0 };
	struct str whole, alone;
	struct lineage lineage;

	assert_cells(work, asked, expected, &lineage);
	restrict_inputs(work, &lineage, data);
	whole = value_of(work, work->data, &question);
	alone = value_of(work, data, &question);
	for (size_t i = 0; i < work->n_inputs; i++)
		dataset_release(data[i].dataset);
	assert_str_at(alone, whole, __FILE__, __LINE__);
	assert_true(whole.len > 0);
}

static const char sales[] = "a:i:string y:i:integer v:m:number w:m:number t:a:string\n"
			    "N|1|10|1|x\n"
			    "N|2|20|2|x\n"
			    "N|3|30|3|\n"
			    "S|1|5|4|y\n"
			    "S|2|7|5|y";

static void begin(struct work *work, const char *script)
{
	work_open(work);
	add_input(work, "A", sales);
	add_input(work, "B",
		  "a:i:string y:i:integer v:m:number\nN|1|100\nN|2|200\nS|2|300\nS|9|900");
	add_input(work, "R", "a:i:string name:m:string\nN|north\nS|south");
	compile(work, script);
}

static void test_values(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "p := A[keep v] + B; q := A[keep v] * 2; r := p > q; "
		     "c := if A[keep v] > 15 then A[keep v] else A[keep w][rename w to v];");
	assert_rests_on(&work, "p[a=N,y=2]", "A N 2 v; B N 2 v");
	assert_rests_on(&work, "q[a=S,y=1]", "A S 1 v");
	assert_rests_on(&work, "r[a=S,y=2]", "A S 2 v; B S 2 v");
	assert_rests_on(&work, "c[a=N,y=2]", "A N 2 v; A N 2 w");
	work_close(&work);
}

static void test_clauses(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "f := A[filter v > 6]; c := A[calc x := v * w, z := 1]; k := c[keep x]; "
		     "n := A[rename v to u, a to b]; s := A[sub a = \"N\"]; m := A#w; "
		     "d := A[drop w][calc identifier h := v > 15];");
	assert_rests_on(&work, "f[a=N,y=1]#w", "A N 1 v; A N 1 w");
	assert_rests_on(&work, "k[a=S,y=2]", "A S 2 v; A S 2 w");
	assert_rests_on(&work, "c[a=S,y=2]#z", "A S 2");
	assert_rests_on(&work, "c[a=S,y=2]#w", "A S 2 w");
	assert_rests_on(&work, "n[b=N,y=3]#u", "A N 3 v");
	assert_rests_on(&work, "s[y=2]#v", "A N 2 v");
	assert_rests_on(&work, "m[a=S,y=1]", "A S 1 w");
	assert_rests_on(&work, "d[a=N,y=2,h=true]", "A N 2 v");
	work_close(&work);
}

static void test_pivots(void **state)
{
	struct lineage lineage;
	struct work work;

	(void)state;
	/* A plan that knows what a pivot makes is good for data with all of that, and not for fewer. */
	begin(&work, "p := A[keep v][pivot y, v];");
	assert_cells(&work, "p[a=N]#2", "A N 2 v", &lineage);
	assert_cells(&work, "p[a=S]", "A S 1 v; A S 2 v", &lineage);
	work_close(&work);
	begin(&work, "v := A[calc viral attribute t := w][keep v, t][pivot y, v];");
	assert_cells(&work, "v[a=S]#t", "A S 1 w; A S 2 w", &lineage);
	work_close(&work);
	begin(&work, "u := A[unpivot what, n];");
	/* More than is needed: all measures of the data point. */
	assert_rests_on(&work, "u[a=S,y=1,what=w]", "A S 1 v; A S 1 w");
	work_close(&work);
}

static void test_aggregates__rest_on_the_members_of_the_group(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "g := sum(A group by a); n := A[aggr k := count() group by a]; "
		     "h := A[aggr s := sum(v) group by a having avg(w) > 2]; "
		     "top := max(A[keep v]); t := A[aggr s := sum(w) group except a];");
	assert_rests_on(&work, "g[a=S]#w", "A S 1 w; A S 2 w");
	assert_rests_on(&work, "n[a=S]", "A S 1; A S 2");
	assert_rests_on(&work, "h[a=S]", "A S 1 v; A S 1 w; A S 2 v; A S 2 w");
	assert_rests_on(&work, "top", "A N 1 v; A N 2 v; A N 3 v; A S 1 v; A S 2 v");
	assert_rests_on(&work, "t[y=1]", "A N 1 w; A S 1 w");
	work_close(&work);
}

static void test_time_aggregates__group_by_the_converted_period(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "M", "p:i:time_period v:m:number\n2020-Q1|1\n2020-Q2|2\n2021-Q1|4");
	compile(&work, "y := sum(M group all time_agg(\"A\"));");
	assert_rests_on(&work, "y[p=2020]", "M 2020Q1 v; M 2020Q2 v");
	work_close(&work);
}

static void test_joins__rest_on_partners(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "j := inner_join(A as a, R as r using a keep v, name); "
		     "l := left_join(A as a, B as b calc s := a#v + b#v keep s); "
		     "x := cross_join(R as r, B as b keep name, v rename r#a to ra, b#a to ba); "
		     "f := full_join(A as a, B as b keep a#v, b#v rename a#v to v1, b#v to v2);");
	assert_rests_on(&work, "j[a=N,y=2]#v", "A N 2 v; R N");
	assert_rests_on(&work, "j[a=N,y=2]#name", "A N 2; R N name");
	assert_rests_on(&work, "l[a=N,y=1]", "A N 1 v; B N 1 v");
	assert_rests_on(&work, "l[a=S,y=1]", "A S 1 v");
	assert_rests_on(&work, "x[ra=N,ba=S,y=9]#v", "B S 9 v; R N");
	assert_rests_on(&work, "f[a=S,y=9]#v2", "B S 9 v");
	work_close(&work);
}

static void test_sets__rest_on_the_origin(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "u := union(A[keep v], B); i := intersect(A[keep v], B); "
		     "d := setdiff(A[keep v], B); s := symdiff(A[keep v], B); "
		     "e := exists_in(A, R, all); w := exists_in(B, A, all);");
	assert_rests_on(&work, "u[a=N,y=1]", "A N 1 v");
	assert_rests_on(&work, "u[a=S,y=9]", "B S 9 v");
	assert_rests_on(&work, "i[a=N,y=1]", "A N 1 v; B N 1");
	assert_rests_on(&work, "d[a=N,y=3]", "A N 3 v");
	assert_rests_on(&work, "s[a=S,y=9]", "B S 9 v");
	assert_rests_on(&work, "e[a=N,y=3]", "A N 3; R N");
	assert_rests_on(&work, "w[a=S,y=2]", "A S 2; B S 2");
	work_close(&work);
}

static void test_windows(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "m := A[calc s := sum(v over (partition by a order by y data points between 1 "
		     "preceding and current data point))]; "
		     "l := A[calc b := lag(v, 1 over (partition by a order by y))]; "
		     "r := A[calc k := rank(over (partition by a order by v))]; "
		     "p := ratio_to_report(A[keep v] over (partition by y)); "
		     "c := sum(A over (partition by a order by y)); "
		     "z := first_value(A[keep w] over (partition by a order by y));");
	assert_rests_on(&work, "m[a=N,y=3]#s", "A N 2 v; A N 3 v");
	assert_rests_on(&work, "m[a=N,y=3]#w", "A N 3 w");
	assert_rests_on(&work, "l[a=N,y=2]#b", "A N 1 v; A N 2");
	assert_rests_on(&work, "r[a=S,y=2]#k", "A S 1 v; A S 2 v");
	assert_rests_on(&work, "p[a=S,y=1]", "A N 1 v; A S 1 v");
	assert_rests_on(&work, "c[a=N,y=2]#w", "A N 1 w; A N 2 w");
	assert_rests_on(&work, "z[a=S,y=2]", "A S 1 w; A S 2 w");
	work_close(&work);
}

static void test_time_series__rest_on_neighbours(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "T",
		  "a:i:string p:i:time_period v:m:integer\n"
		  "N|2020|1\nN|2021|2\nN|2023|8\nN|2021-Q1|5\nS|2020|3\nS|2021|4");
	compile(&work, "q := timeshift(T, 1); f := stock_to_flow(T); s := flow_to_stock(T); "
		       "g := fill_time_series(T, single); i := period_indicator(T);");
	assert_rests_on(&work, "q[a=S,p=2022]", "T S 2021 v");
	assert_rests_on(&work, "f[a=N,p=2021]", "T N 2020 v; T N 2021 v");
	assert_rests_on(&work, "s[a=S,p=2021]", "T S 2020 v; T S 2021 v");
	assert_rests_on(&work, "g[a=N,p=2021]", "T N 2021 v");
	/* A data point that was added: all of its series. */
	assert_rests_on(&work, "g[a=N,p=2022]", "T N 2020; T N 2021; T N 2023; T N 2021Q1");
	assert_rests_on(&work, "i[a=S,p=2020]", "T S 2020");
	work_close(&work);
}

static void test_hierarchies__rest_on_items(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "H",
		  "c:i:string y:i:integer v:m:number\n"
		  "T|1|60\nA|1|10\nB|1|20\nA1|1|4\nA2|1|6\nT|2|1\nA|2|1\nX|1|5");
	compile(&work, "define hierarchical ruleset h (variable rule c) is "
		       "T = A + B; A = A1 + A2 end hierarchical ruleset; "
		       "r := hierarchy(H, h rule c non_null rule all); "
		       "k := check_hierarchy(H, h rule c always_null dataset all);");
	assert_rests_on(&work, "r[c=A,y=1]", "H A 1 v; H A1 1 v; H A2 1 v");
	assert_rests_on(&work, "r[c=T,y=1]", "H T 1 v; H A 1 v; H B 1 v; H A1 1 v; H A2 1 v");
	assert_rests_on(&work, "r[c=X,y=1]", "H X 1 v");
	assert_rests_on(&work, "k[c=A,y=1,ruleid=2]", "H A 1 v; H A1 1 v; H A2 1 v");
	work_close(&work);
}

static void test_hierarchies__rest_on_their_conditions(void **state)
{
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "H",
		  "c:i:string y:i:integer v:m:number s:a:string\n"
		  "T|1|60|F\nA|1|10|F\nB|1|20|P\nT|2|1|F");
	compile(&work, "define hierarchical ruleset h (variable condition s rule c) is "
		       "when s = \"F\" then T = A + B [ s = \"F\" ] end hierarchical ruleset; "
		       "k := check_hierarchy(H, h always_zero all);");
	assert_rests_on(&work, "k[c=T,y=1,ruleid=1]",
			"H T 1 v; H T 1 s; H A 1 v; H A 1 s; H B 1 v; H B 1 s");
	assert_rests_on(&work, "k[c=T,y=2,ruleid=1]", "H T 2 v; H T 2 s");
	work_close(&work);
}

static void test_validation(void **state)
{
	struct work work;

	(void)state;
	begin(&work, "define datapoint ruleset d (variable v as x, w as z) is "
		     "one: x > z errorcode \"small\" end datapoint ruleset; "
		     "c := check(A[keep v] > 8 errorcode \"e\" imbalance A[keep w] - 1 all); "
		     "e := check(A[keep v] > 8 errorcode A[keep w] errorlevel 2 all); "
		     "p := check_datapoint(A, d all);");
	assert_rests_on(&work, "c[a=S,y=1]#bool_var", "A S 1 v");
	assert_rests_on(&work, "c[a=N,y=1]#imbalance", "A N 1 w");
	assert_rests_on(&work, "e[a=S,y=1]#bool_var", "A S 1 v");
	assert_rests_on(&work, "e[a=S,y=1]#errorcode", "A S 1 v; A S 1 w");
	assert_rests_on(&work, "p[a=N,y=1,ruleid=one]#bool_var", "A N 1 v; A N 1 w");
	work_close(&work);
}

static void test_scalars_and_scripts(void **state)
{
	struct lineage lineage;
	struct work work;

	(void)state;
	begin(&work, "top := max(A[keep v])#v; half := top / 2; r := A[filter v > half][keep w]; "
		     "define operator twice (x dataset) is x * 2 end operator; "
		     "z := twice(twice(r)); u := union(z, A[keep w]);");
	assert_rests_on(&work, "half", "A N 1 v; A N 2 v; A N 3 v; A S 1 v; A S 2 v");
	assert_rests_on(&work, "z[a=N,y=2]",
			"A N 1 v; A N 2 v; A N 2 w; A N 3 v; A S 1 v; A S 2 v");
	/* That z has no such data point rests on what is not there. */
	assert_cells(&work, "u[a=S,y=1]", "A S 1 w", &lineage);
	work_close(&work);
}

/* A question that does not fit says what is wrong with it. */
static void test_questions(void **state)
{
	static const struct {
		const char *asked;
		enum err_code code;
		const char *says;
	} questions[] = {
		{ "none", ERR_NOT_FOUND, "the script has no result none" },
		{ "r[a=N]", ERR_USAGE, "a cell of r is told by y=VALUE too" },
		{ "r[a=N,y=x]", ERR_USAGE, "x is no integer, which y is" },
		{ "r[a=N,y=1,z=1]", ERR_USAGE, "r has no identifier z" },
		{ "r[a=N,y=1,a=S]", ERR_USAGE, "a is given twice" },
		{ "r[a=N,y=77]", ERR_NOT_FOUND, "r has no such data point" },
		{ "r[a=N,y=1]#u", ERR_USAGE, "r has no measure or attribute u" },
		{ "s[a=N]", ERR_USAGE, "s is a scalar: it has no identifiers" },
	};
	struct work work;

	(void)state;
	begin(&work, "r := A; s := 1;");
	for (size_t i = 0; i < countof(questions); i++) {
		struct lineage_question question = question_of(&work, questions[i].asked);
		struct lineage lineage;
		struct err e = plan_lineage(&work.plan, &work.desk.run, &work.desk.arena, work.data,
					    &question, &lineage);

		assert_fails(e, questions[i].code);
		assert_str_at(e.detail, str_of(questions[i].says), __FILE__, __LINE__);
	}
	assert_rests_on(&work, "r[y=1,a=N]#w", "A N 1 w");
	work_close(&work);
}

/* As a person writes a cell, and as cells are written. */
static void test_text(void **state)
{
	static const char *const wrong[] = { "",        "[a=1]",    "r[a=1", "r[a]",
					     "r[a=1]x", "r[a=\"1]", "r[]" };
	struct lineage_question question;
	struct lineage lineage;
	struct work work;
	struct buf buf;

	(void)state;
	work_open(&work);
	add_input(&work, "A", "a:i:string b:i:string v:m:number\nx, y|say \"no\"|1\n]|''|");
	compile(&work, "r := A;");
	assert_ok(lineage_question_parse(&work.desk.arena,
					 S("r[ a=\"x, y\",b=\"say \"\"no\"\"\"]#v"), &question));
	assert_str(question.result, "r");
	assert_int_equal(question.n_keys, 2);
	assert_str(question.keys[0].name, "a");
	assert_str(question.keys[0].value, "x, y");
	assert_str(question.keys[1].value, "say \"no\"");
	assert_str(question.component, "v");
	assert_ok(plan_lineage(&work.plan, &work.desk.run, &work.desk.arena, work.data, &question,
			       &lineage));
	buf_init(&buf, &work.desk.arena);
	lineage_write(&buf, &work.plan, work.data, &lineage);
	assert_str(buf_held(&buf), "A[a=\"x, y\",b=\"say \"\"no\"\"\"]#v = 1\n");
	assert_ok(lineage_question_parse(&work.desk.arena, S("r[a=\"]\",b=]"), &question));
	assert_ok(plan_lineage(&work.plan, &work.desk.run, &work.desk.arena, work.data, &question,
			       &lineage));
	buf_clear(&buf);
	lineage_write(&buf, &work.plan, work.data, &lineage);
	assert_str(buf_held(&buf), "A[a=\"]\",b=]#v =\n");
	assert_ok(lineage_question_parse(&work.desk.arena,
					 S("\"r[1]#\"[\"a=b\"=1,c=2]#\"x \"\"y\"\"\""), &question));
	assert_str(question.result, "r[1]#");
	assert_str(question.keys[0].name, "a=b");
	assert_str(question.keys[1].name, "c");
	assert_str(question.component, "x \"y\"");
	for (size_t i = 0; i < countof(wrong); i++)
		assert_fails(lineage_question_parse(&work.desk.arena, str_of(wrong[i]), &question),
			     ERR_USAGE);
	work_close(&work);
}

/* Each row's question, read back, is of that row. */
static void test_questions__are_written_as_they_are_read(void **state)
{
	struct lineage_question question;
	const struct dataset *data;
	struct lineage lineage;
	struct work work;

	(void)state;
	work_open(&work);
	add_input(&work, "A",
		  "a:i:string b,c:i:string d:i:date v:m:number\n"
		  "x, y|]|2024-01-31|1\n''|\"|2024-02-01|2\n=|[#|2024-02-29|3");
	compile(&work, "'r[=]' := A;");
	data = work.data[0].dataset;
	for (size_t row = 0; row < data->n_rows; row++) {
		struct scalar cells[MOST];
		struct buf buf;

		for (size_t i = 0; i < data->structure.count; i++)
			cells[i] = column_scalar(&data->columns[i], row);
		buf_init(&buf, &work.desk.arena);
		lineage_question_write(&buf, S("r[=]"), &data->structure, cells);
		assert_ok(lineage_question_parse(&work.desk.arena, buf_held(&buf), &question));
		assert_ok(plan_lineage(&work.plan, &work.desk.run, &work.desk.arena, work.data,
				       &question, &lineage));
		assert_int_equal(lineage.count, 1);
		assert_int_equal(lineage.at[0].row, row);
	}
	work_close(&work);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_pivots),
		cmocka_unit_test(test_aggregates__rest_on_the_members_of_the_group),
		cmocka_unit_test(test_time_aggregates__group_by_the_converted_period),
		cmocka_unit_test(test_joins__rest_on_partners),
		cmocka_unit_test(test_sets__rest_on_the_origin),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_time_series__rest_on_neighbours),
		cmocka_unit_test(test_hierarchies__rest_on_items),
		cmocka_unit_test(test_hierarchies__rest_on_their_conditions),
		cmocka_unit_test(test_validation),
		cmocka_unit_test(test_scalars_and_scripts),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_questions__are_written_as_they_are_read),
	};

	return cmocka_run_group_tests_name("vtl-lineage", tests, NULL, NULL);
}
