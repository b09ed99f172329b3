-- Observations: a row for each series, and what each batch has changed of it. A series stands at a place
-- that is made of two numbers, of its slice and of its area, so that a slice is a range of places:
-- place = slice * 1048576 + area. "INTEGER PRIMARY KEY" makes the place SQLite's own row number.

-- @series_tables
CREATE TABLE series_slice (
	number BIGINT PRIMARY KEY NOT NULL,
	variable TEXT NOT NULL,
	slice TEXT NOT NULL,
	since BIGINT NOT NULL,
	changed BIGINT NOT NULL,
	digest TEXT,
	UNIQUE (variable, slice)
);
CREATE TABLE series_area (
	number BIGINT PRIMARY KEY NOT NULL,
	area TEXT UNIQUE NOT NULL
);
CREATE TABLE series (
	place INTEGER PRIMARY KEY NOT NULL,
	begun BIGINT NOT NULL,
	batch BIGINT NOT NULL,
	cells BIGINT NOT NULL,
	block BYTEA NOT NULL
);
CREATE TABLE series_undo (
	place BIGINT NOT NULL,
	batch BIGINT NOT NULL,
	block BYTEA NOT NULL,
	PRIMARY KEY (place, batch)
);

-- @old_series_gone
DROP TABLE series;
DROP TABLE series_undo;

-- @old_series_any
SELECT 1 FROM series_undo LIMIT 1

-- @slice_get
SELECT number, since, changed, digest FROM series_slice WHERE variable = $1 AND slice = $2

-- @slice_count
SELECT COUNT(*) FROM series_slice

-- @slice_put
INSERT INTO series_slice (number, variable, slice, since, changed) VALUES ($1, $2, $3, $4, $4)

-- @slice_changed
UPDATE series_slice SET changed = $2, digest = $3 WHERE number = $1

-- @area_number
SELECT number FROM series_area WHERE area = $1

-- @area_all
SELECT number, area FROM series_area ORDER BY number

-- @area_put
INSERT INTO series_area (number, area) VALUES ($1, $2)

-- @series_get
SELECT begun, batch, block FROM series WHERE place = $1

-- @series_put
INSERT INTO series (place, begun, batch, cells, block) VALUES ($1, $2, $2, $3, $4)

-- @series_changed
UPDATE series SET batch = $2, cells = $3, block = $4 WHERE place = $1

-- @series_undo_get
SELECT block FROM series_undo WHERE place = $1 AND batch = $2

-- @series_undo_put
INSERT INTO series_undo (place, batch, block) VALUES ($1, $2, $3)
ON CONFLICT (place, batch) DO UPDATE SET block = excluded.block

-- What the batches after $2 have changed, the youngest first.
-- @series_undo_after
SELECT batch, block FROM series_undo WHERE place = $1 AND batch > $2 ORDER BY batch DESC

-- The series of the places from $1 to $2 that had begun by batch $3.
-- @series_of_slice
SELECT a.area, s.place, s.batch, s.block FROM series s JOIN series_area a ON a.number = s.place % 1048576
WHERE s.place BETWEEN $1 AND $2 AND s.begun <= $3

-- @series_attested
SELECT a.area, s.cells, s.block FROM series s JOIN series_area a ON a.number = s.place % 1048576
WHERE s.place BETWEEN $1 AND $2

-- The series of the area of number $1 that had begun by batch $2.
-- @series_of_area
SELECT l.variable, l.slice, s.place, s.batch, s.block
FROM series_slice l JOIN series s ON s.place = l.number * 1048576 + $1
WHERE s.begun <= $2 ORDER BY l.variable, l.slice

-- @series_begun_in_area
SELECT l.variable, l.slice FROM series_slice l JOIN series s ON s.place = l.number * 1048576 + $1
WHERE s.begun <= $2 AND s.cells > 0 ORDER BY l.variable, l.slice

-- The first batch that has put anything of a variable.
-- @series_since
SELECT MIN(since) FROM series_slice WHERE variable = $1

-- The slices of a variable that had begun by batch $2, with how many series.
-- @slices_of_variable
SELECT l.slice, COUNT(*) FROM series_slice l
JOIN series s ON s.place BETWEEN l.number * 1048576 AND l.number * 1048576 + 1048575
WHERE l.variable = $1 AND s.begun <= $2 AND s.cells > 0 GROUP BY l.slice ORDER BY l.slice

-- @slices_of_batch
SELECT l.number, l.variable, l.slice FROM change c
JOIN series_slice l ON c.row_key = l.variable || '/' || l.slice
WHERE c.batch = $1 AND c.noun = 'series' ORDER BY c.place

-- What batch $3 has changed from place $1 to place $2; where there is no block, the series began with it.
-- @series_of_batch
SELECT a.area, s.place, u.block FROM series s JOIN series_area a ON a.number = s.place % 1048576
LEFT JOIN series_undo u ON u.place = s.place AND u.batch = $3
WHERE s.place BETWEEN $1 AND $2 AND (s.begun = $3 OR u.batch = $3)

-- The last batch up to $2 that has changed the slice of the log's name $1, and the first after it.
-- @slice_changed_by
SELECT MAX(CASE WHEN batch <= $2 THEN batch END), MIN(CASE WHEN batch > $2 THEN batch END)
FROM change WHERE row_key = $1 AND noun = 'series'

-- The log's names of slices that the batches after $1 up to $2 have changed, at most $3 of them.
-- @slices_changed_between
SELECT DISTINCT row_key FROM change WHERE batch > $1 AND batch <= $2 AND noun = 'series' LIMIT $3

-- The batches up to $1 that have changed observations, the newest first.
-- @batches_of_series
SELECT number FROM batch b WHERE number <= $1
AND EXISTS (SELECT 1 FROM change c WHERE c.batch = b.number AND c.noun = 'series')
ORDER BY number DESC LIMIT $2

-- Changes of rows stand before those of series.
-- @first_series_of_batch
SELECT place FROM change WHERE batch = $1 AND noun = 'series' ORDER BY place LIMIT 1

-- When the series from place $1 to place $2 began, those that had by batch $3.
-- @series_begun
SELECT a.area, s.place, s.begun FROM series s JOIN series_area a ON a.number = s.place % 1048576
WHERE s.place BETWEEN $1 AND $2 AND s.begun <= $3 ORDER BY s.place

-- What was changed of them up to the batch, of each the youngest first.
-- @series_undo_upto
SELECT place, batch, block FROM series_undo WHERE place BETWEEN $1 AND $2 AND batch <= $3
ORDER BY place, batch DESC

-- @series_to_rewind
SELECT s.place, s.begun, s.batch, a.area, s.block FROM series s
JOIN series_area a ON a.number = s.place % 1048576 WHERE s.place BETWEEN $1 AND $2

-- @undos_to_rewind
SELECT place, batch, block FROM series_undo WHERE place BETWEEN $1 AND $2

-- @slice_all
SELECT number, variable, slice, digest FROM series_slice ORDER BY number

-- What belongs to no slice or area, or is of a batch that the log does not have.
-- @series_astray
SELECT place FROM series s WHERE NOT EXISTS (SELECT 1 FROM series_slice l WHERE l.number = s.place / 1048576)
OR NOT EXISTS (SELECT 1 FROM series_area a WHERE a.number = s.place % 1048576)
UNION ALL
SELECT place FROM series_undo u WHERE NOT EXISTS (SELECT 1 FROM series s WHERE s.place = u.place)
OR NOT EXISTS (SELECT 1 FROM batch b WHERE b.number = u.batch)
ORDER BY 1
