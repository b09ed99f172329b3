/*
 * Squarified layout in integers. Parts are laid side by side along the shorter side of what is left of
 * the box, as many as make the row squarer; then the row is set and the rest of the box goes on.
 */
#include "figure/squarify.h"

#include <assert.h>

#include "base/decimal.h"
#include "figure/scale.h"

/* What is still to be laid out. */
struct rest {
	const int64_t *weights;
	size_t n;
	int64_t total; /* of the weights */
	struct box box;
};

static bool is_wide(struct box box)
{
	return box.width >= box.height;
}

static int shorter(struct box box)
{
	return is_wide(box) ? box.height : box.width;
}

static int longer(struct box box)
{
	return is_wide(box) ? box.width : box.height;
}

/*
 * How far from square the part is, in thousandths, 1000 being square, in a row of this sum: the row is
 * longer * sum / total thick and the part shorter * weight / sum long.
 */
static int64_t aspect(const struct rest *rest, int64_t weight, int64_t sum)
{
	int64_t thick = scale_amount(sum, rest->total, longer(rest->box));
	int64_t long_side = scale_amount(weight, sum, shorter(rest->box));

	thick = thick > 0 ? thick : 1;
	long_side = long_side > 0 ? long_side : 1;
	return thick > long_side ? thick * 1000 / long_side : long_side * 1000 / thick;
}

/* The worst of the row's parts: the first is the largest, the last the smallest. */
static int64_t worst(const struct rest *rest, size_t n, int64_t sum)
{
	int64_t first = aspect(rest, rest->weights[0], sum);
	int64_t last = aspect(rest, rest->weights[n - 1], sum);

	return first > last ? first : last;
}

/* How many parts make the best row, and their sum. */
static size_t best_row(const struct rest *rest, int64_t *sum_out)
{
	int64_t sum = rest->weights[0];
	size_t n = 1;

	while (n < rest->n) {
		int64_t next = sum + rest->weights[n];

		if (worst(rest, n + 1, next) > worst(rest, n, sum))
			break;
		sum = next;
		n++;
	}
	*sum_out = sum;
	return n;
}

/* The parts of a row, each from where the one before ends, so that no gap or overlap is left. */
static void set_row(const struct rest *rest, size_t n, int64_t sum, int thick, struct box *out)
{
	int64_t before = 0;

	for (size_t i = 0; i < n; i++) {
		int start = scale_amount(before, sum, shorter(rest->box));
		int end = scale_amount(before + rest->weights[i], sum, shorter(rest->box));

		if (is_wide(rest->box))
			out[i] = (struct box){ rest->box.x, rest->box.y + start, thick,
					       end - start };
		else
			out[i] = (struct box){ rest->box.x + start, rest->box.y, end - start,
					       thick };
		before += rest->weights[i];
	}
}

static struct box without_row(struct box box, int thick)
{
	if (is_wide(box))
		return (struct box){ box.x + thick, box.y, box.width - thick, box.height };
	return (struct box){ box.x, box.y + thick, box.width, box.height - thick };
}

void squarify(const int64_t *weights, size_t n, struct box box, struct box *out)
{
	struct rest rest = { .weights = weights, .n = n, .box = box };

	for (size_t i = 0; i < n; i++) {
		assert(weights[i] > 0 && (i == 0 || weights[i] <= weights[i - 1]));
		rest.total += weights[i];
	}
	while (rest.n > 0) {
		int64_t sum;
		size_t n_row = best_row(&rest, &sum);
		int thick = scale_amount(sum, rest.total, longer(rest.box));

		set_row(&rest, n_row, sum, thick, out);
		rest = (struct rest){ rest.weights + n_row, rest.n - n_row, rest.total - sum,
				      without_row(rest.box, thick) };
		out += n_row;
	}
}
