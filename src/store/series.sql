-- Observations: a row for each series, and what each batch has changed of it.

-- @series_tables
CREATE TABLE series (
	variable TEXT NOT NULL,
	slice TEXT NOT NULL,
	area TEXT NOT NULL,
	batch BIGINT NOT NULL,
	block BYTEA NOT NULL,
	PRIMARY KEY (variable, slice, area)
);
CREATE INDEX series_of_area ON series (area, variable, slice);
CREATE TABLE series_undo (
	variable TEXT NOT NULL,
	slice TEXT NOT NULL,
	area TEXT NOT NULL,
	batch BIGINT NOT NULL,
	block BYTEA NOT NULL,
	PRIMARY KEY (variable, slice, area, batch)
);
CREATE INDEX series_undo_of_batch ON series_undo (batch);
CREATE INDEX series_undo_of_area ON series_undo (area, variable, slice);

-- @series_get
SELECT batch, block FROM series WHERE variable = $1 AND slice = $2 AND area = $3

-- @series_put
INSERT INTO series (variable, slice, area, batch, block) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (variable, slice, area) DO UPDATE SET batch = excluded.batch, block = excluded.block

-- @series_remove
DELETE FROM series WHERE variable = $1 AND slice = $2 AND area = $3

-- @series_undo_get
SELECT block FROM series_undo WHERE variable = $1 AND slice = $2 AND area = $3 AND batch = $4

-- @series_undo_put
INSERT INTO series_undo (variable, slice, area, batch, block) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (variable, slice, area, batch) DO UPDATE SET block = excluded.block

-- What the batches after $4 have changed, the youngest first.
-- @series_undo_after
SELECT batch, block FROM series_undo
WHERE variable = $1 AND slice = $2 AND area = $3 AND batch > $4 ORDER BY batch DESC

-- What one batch has changed.
-- @series_undo_of_batch
SELECT variable, slice, area, block FROM series_undo WHERE batch = $1 ORDER BY variable, slice, area

-- Also those that are gone by now, but were there once.
-- @series_of_slice
SELECT area, block FROM series WHERE variable = $1 AND slice = $2
UNION ALL
SELECT DISTINCT u.area, NULL FROM series_undo u WHERE u.variable = $1 AND u.slice = $2 AND u.batch > $3
AND NOT EXISTS (SELECT 1 FROM series s
	WHERE s.variable = u.variable AND s.slice = u.slice AND s.area = u.area)
ORDER BY 1

-- @series_of_area
SELECT variable, slice, block FROM series WHERE area = $1
UNION ALL
SELECT DISTINCT u.variable, u.slice, NULL FROM series_undo u WHERE u.area = $1 AND u.batch > $2
AND NOT EXISTS (SELECT 1 FROM series s
	WHERE s.variable = u.variable AND s.slice = u.slice AND s.area = u.area)
ORDER BY 1, 2

-- The first batch that has put anything of a variable.
-- @series_since
SELECT MIN(batch) FROM series_undo WHERE variable = $1

-- @slices_of_variable
SELECT slice, COUNT(*) FROM series WHERE variable = $1 GROUP BY slice ORDER BY slice

-- Of the series that there are now, those that had begun by batch $2.
-- @series_begun_in_area
SELECT variable, slice FROM series s WHERE area = $1
AND EXISTS (SELECT 1 FROM series_undo u
	WHERE u.variable = s.variable AND u.slice = s.slice AND u.area = s.area AND u.batch <= $2)
ORDER BY 1, 2

-- The batches up to $1 that have changed observations, the newest first.
-- @batches_of_series
SELECT number FROM batch b WHERE number <= $1
AND EXISTS (SELECT 1 FROM change c WHERE c.batch = b.number AND c.noun = 'series')
ORDER BY number DESC LIMIT $2

-- Changes of rows stand before those of series.
-- @first_series_of_batch
SELECT place FROM change WHERE batch = $1 AND noun = 'series' ORDER BY place LIMIT 1

-- Also those that are gone by now.
-- @series_all
SELECT variable, slice, area, block FROM series
UNION ALL
SELECT DISTINCT u.variable, u.slice, u.area, NULL FROM series_undo u
WHERE NOT EXISTS (SELECT 1 FROM series s
	WHERE s.variable = u.variable AND s.slice = u.slice AND s.area = u.area)
ORDER BY 1, 2, 3
