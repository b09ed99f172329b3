/*
 * The form of a block, which series_pack.c writes and series.c reads. The same cells give the same bytes
 * for ever: the log holds digests of blocks, and verify packs the past again to compare. All numbers are
 * little-endian, and the parts stand in this order:
 *
 *	0	version (2)
 *	1	1: dense; 2: with numerators and denominators; 4: with a long head; 8: of several
 *		kinds of periods, which no dense block is
 *	2	kind of the periods, when it is one
 *	3	width of the numbers: 0: there is none, 2 or 4: integers, 8: doubles
 *	4	scale of integers: the number is the integer divided by ten to this power
 *	5	width of the offsets of a sparse block of one kind: 1, 2 or 4
 *	6	bits of a cell's kind, answer and source, two bits for each from the lowest on: 0: all
 *		have the same, 1: four bits, 2: eight, 3: thirty-two
 *	7	a zero
 *	8	number of cells
 *	12	ordinal of the first cell, when the periods are of one kind
 *	16	long head: number of kinds of cells, number of texts, answer and source of all cells, 4
 *		bytes each; without it there is one kind of cells, or none where there are no cells,
 *		and no text
 *	..	numbers
 *		numerators and denominators in turn, 8 bytes each
 *		sparse: of one kind, offsets from the first ordinal; else first days, 4 bytes each, then
 *		kinds of periods, a byte each
 *		kinds, answers, sources: columns of so many bits, each begun at a byte; two cells of
 *		4 bits share a byte, the first in its lower half
 *		the kinds: state, status, decimals, a zero
 *		ends of the texts, 4 bytes each, then the texts
 *		checksum over all before it, 8 bytes
 *
 * A kind is what is said of a cell besides its numbers and texts; when all have the same it is the first.
 * An answer or source is 0 for no text, else 1 and the place of the text. Kinds and texts stand in the
 * order in which cells use them first. Where there is no number, integers have their least value and
 * doubles are NaN; what is no value has none. A dense cell of a value's kind with neither a number nor an
 * answer is a gap.
 */
#ifndef CUBE_SERIES_BLOCK_H
#define CUBE_SERIES_BLOCK_H

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "blocks are copied as they stand");

enum {
	BLOCK_VERSION = 2,
	BLOCK_DENSE = 1,
	BLOCK_RATIOS = 2,
	BLOCK_LONG = 4,
	BLOCK_MIXED = 8,
	BLOCK_HEAD_BYTES = 16,
	BLOCK_LONG_BYTES = 16,
	BLOCK_KIND_BYTES = 4,
	BLOCK_CHECKSUM_BYTES = 8,
	BLOCK_SCALE_MOST = 9,
};

/* Exact: each is an integer below 2^53. */
static inline double power_of_ten(int scale)
{
	static const double powers[BLOCK_SCALE_MOST + 1] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
	};

	return powers[scale];
}

#endif
