/*
 * The structure of a dataset as JSON, in the form of the VTL community's examples: `name`, and
 * `components` with `name`, `role` (Identifier, Measure, Attribute, Viral Attribute), `data_type` (or
 * `type`), optional `nullable` and `subset` (the value domain).
 *
 * Or the sections of the VTL Technical Notes ("JSON scheme for VTL metadata"): `structures`, an array of such
 * objects; `data`, which says by `name` and `structure` what has which; `variables` and `domains`, which give
 * a component without a data_type that of its domain.
 */
#ifndef EXCHANGE_DATASET_STRUCTURE_H
#define EXCHANGE_DATASET_STRUCTURE_H

#include "base/buf.h"
#include "base/diagnostic.h"
#include "cube/structure.h"

struct dataset_description {
	struct str name;
	struct structure structure; /* without components: a scalar of the type */
	bool is_scalar;
	enum data_type type;
};

/*
 * That of the named dataset, where the file has several; in the arena. *fine_out is false when something was
 * told; a member is told by its path as the column.
 */
MUST_USE struct err dataset_structure_read(struct arena *arena, struct str file, struct str bytes,
					   struct str name, struct diagnostics *diagnostics,
					   struct dataset_description *out, bool *fine_out);

void dataset_structure_write(struct buf *buf, const struct dataset_description *description);

#endif
