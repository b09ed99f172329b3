/*
 * The form of a block, which series_pack.c writes and series.c reads. The same cells give the same bytes
 * for ever: the log holds digests of blocks, and verify packs the past again to compare. All numbers are
 * little-endian, and the parts stand in this order:
 *
 *	0	version (1)
 *	1	1: dense; 2: with numerators and denominators
 *	2	kind of the periods, when it is dense
 *	3	widths: two bits each for states, statuses, decimals (0: all the same, 1: a byte each)
 *	4	answers: 0: all the same, 1 or 4: bytes of a reference into the texts
 *	5	sources: likewise
 *	6	states, statuses, decimals: what all have, three bytes
 *	9	zeros up to 12
 *	12	answers, sources: what all have, two references of four bytes
 *	20	number of cells
 *	24	number of texts
 *	28	ordinal of the first cell, when it is dense
 *	32	numbers, 8 bytes each
 *		numerators and denominators in turn, 8 bytes each
 *		sparse: first days, 4 bytes each, then kinds, a byte each
 *		answers, sources, states, statuses, decimals
 *		ends of the texts, 4 bytes each, then the texts
 *		checksum over all before it, 8 bytes
 *
 * A reference is 0 for no text, else 1 and the place of the text. A dense cell without a number and
 * without an answer that counts as a value is absent.
 */
#ifndef CUBE_SERIES_BLOCK_H
#define CUBE_SERIES_BLOCK_H

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "blocks are copied as they stand");

enum {
	BLOCK_VERSION = 1,
	BLOCK_DENSE = 1,
	BLOCK_RATIOS = 2,
	BLOCK_HEAD_BYTES = 32,
	BLOCK_CHECKSUM_BYTES = 8,
};

/* The columns of one byte a cell. */
enum block_small { SMALL_STATE, SMALL_STATUS, SMALL_DECIMALS, SMALL_COUNT_ };

#endif
