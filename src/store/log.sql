-- The tables that are not nouns, and every statement over them. A statement begins at a line
-- "-- @name" and ends before the next; tools/mksql makes a constant of each.

-- @create_tables
CREATE TABLE meta (
	name TEXT PRIMARY KEY NOT NULL,
	value TEXT NOT NULL
);
CREATE TABLE batch (
	number BIGINT PRIMARY KEY NOT NULL,
	at BIGINT NOT NULL,
	who TEXT,
	who_salt TEXT NOT NULL,
	who_digest TEXT NOT NULL,
	why TEXT NOT NULL,
	source TEXT NOT NULL,
	source_sha256 TEXT NOT NULL,
	n_changes BIGINT NOT NULL,
	previous TEXT NOT NULL,
	hash TEXT NOT NULL
);
CREATE TABLE change (
	batch BIGINT NOT NULL,
	place BIGINT NOT NULL,
	noun TEXT NOT NULL,
	row_key TEXT NOT NULL,
	before TEXT,
	after TEXT,
	PRIMARY KEY (batch, place)
);
CREATE INDEX change_of_row ON change (row_key, noun, batch);

-- @meta_get
SELECT value FROM meta WHERE name = $1

-- @meta_put
INSERT INTO meta (name, value) VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- @batch_insert
INSERT INTO batch (number, at, who, who_salt, who_digest, why, source, source_sha256, n_changes, previous, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- @batch_head
SELECT number, at, hash FROM batch ORDER BY number DESC LIMIT 1

-- The last batch of a day: $1 is the first moment after it.
-- @batch_before
SELECT number, at, hash FROM batch WHERE at < $1 ORDER BY number DESC LIMIT 1

-- @batch_identity
SELECT number, at, hash FROM batch WHERE number = $1

-- @batches_down
SELECT number, at, who, who_salt, who_digest, why, source, source_sha256, n_changes, previous, hash
FROM batch WHERE number <= $1 ORDER BY number DESC LIMIT $2

-- @batches_up
SELECT number, at, who, who_salt, who_digest, why, source, source_sha256, n_changes, previous, hash
FROM batch WHERE number > $1 ORDER BY number LIMIT $2

-- @change_insert
INSERT INTO change (batch, place, noun, row_key, before, after) VALUES ($1, $2, $3, $4, $5, $6)

-- @changes_of_batch
SELECT batch, noun, row_key, before, after FROM change
WHERE batch = $1 AND place >= $2 ORDER BY place LIMIT $3

-- The changes after batch $1 up to batch $2, the oldest first.
-- @changes_between
SELECT batch, noun, row_key, before, after FROM change
WHERE batch > $1 AND batch <= $2 ORDER BY batch, place

-- Changes of batches that the log does not have.
-- @changes_astray
SELECT DISTINCT batch FROM change WHERE batch NOT IN (SELECT number FROM batch) ORDER BY batch

-- @changes_of_row
SELECT batch, noun, row_key, before, after FROM change
WHERE row_key = $1 AND noun = $2 ORDER BY batch DESC, place DESC LIMIT $3
