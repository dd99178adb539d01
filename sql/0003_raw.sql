-- Raw bytes come first and stay: a story that was parsed badly is parsed again from them years later.
-- A document is what its SHA-256 says, so the same bytes are kept once however often they come.

CREATE TABLE raw.documents (
    document_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sha256 bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    size bigint NOT NULL,
    content bytea NOT NULL
);
COMMENT ON TABLE raw.documents IS 'Bytes that a fetch brought, immutable, each kept once.';
COMMENT ON COLUMN raw.documents.document_id IS 'The document.';
COMMENT ON COLUMN raw.documents.sha256 IS 'SHA-256 of the bytes as fetched.';
COMMENT ON COLUMN raw.documents.size IS 'Length in bytes as fetched.';
COMMENT ON COLUMN raw.documents.content IS 'The bytes.';

CREATE TABLE raw.fetches (
    fetch_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id bigint NOT NULL REFERENCES ledger.runs,
    document_id bigint NOT NULL REFERENCES raw.documents,
    locator text NOT NULL,
    url text,
    content_type text,
    refused text,
    fetched_at timestamptz NOT NULL
);
CREATE INDEX fetches_of_run ON raw.fetches (run_id, fetch_id);
CREATE INDEX fetches_of_document ON raw.fetches (document_id);
COMMENT ON TABLE raw.fetches IS 'Each time a source brought a document: from where and when.';
COMMENT ON COLUMN raw.fetches.fetch_id IS 'The fetch; its order is the order of arrival.';
COMMENT ON COLUMN raw.fetches.run_id IS 'The run it belongs to.';
COMMENT ON COLUMN raw.fetches.document_id IS 'The bytes it brought.';
COMMENT ON COLUMN raw.fetches.locator IS 'Place inside the source: a file''s path, a URL.';
COMMENT ON COLUMN raw.fetches.url IS 'URL the bytes came from, after redirects.';
COMMENT ON COLUMN raw.fetches.content_type IS 'Content type the server gave.';
COMMENT ON COLUMN raw.fetches.refused IS 'Why the bytes could not be taken (too large, unreadable); they are empty then.';
COMMENT ON COLUMN raw.fetches.fetched_at IS 'When the bytes were read.';

CREATE TABLE raw.cursors (
    source_name text NOT NULL,
    locator text NOT NULL,
    etag text,
    last_modified text,
    size bigint,
    mtime_ns bigint,
    document_id bigint REFERENCES raw.documents,
    refused boolean NOT NULL
);
-- A path may be longer than what an index holds (2.7 kB), so that its hash stands there for it.
CREATE UNIQUE INDEX cursors_at ON raw.cursors (source_name, md5(locator));
COMMENT ON TABLE raw.cursors IS 'How far each source has been read; a row moves only with the document it brought.';
COMMENT ON COLUMN raw.cursors.source_name IS 'Name of the source.';
COMMENT ON COLUMN raw.cursors.locator IS 'Place inside the source: a file''s path, a URL.';
COMMENT ON COLUMN raw.cursors.etag IS 'The server''s entity tag.';
COMMENT ON COLUMN raw.cursors.last_modified IS 'The server''s Last-Modified, as sent.';
COMMENT ON COLUMN raw.cursors.size IS 'The file''s size in bytes.';
COMMENT ON COLUMN raw.cursors.mtime_ns IS 'The file''s time of change, in nanoseconds since 1970.';
COMMENT ON COLUMN raw.cursors.document_id IS 'The document that was there last.';
COMMENT ON COLUMN raw.cursors.refused IS 'Whether its bytes could not be taken: the document is an empty one then.';

CREATE TABLE raw.parsed (
    run_id bigint NOT NULL REFERENCES ledger.runs,
    batch integer NOT NULL,
    answers bytea NOT NULL,
    PRIMARY KEY (run_id, batch)
);
COMMENT ON TABLE raw.parsed IS 'Between parse and load: what a run''s documents gave. The load takes its rows away.';
COMMENT ON COLUMN raw.parsed.run_id IS 'The run.';
COMMENT ON COLUMN raw.parsed.batch IS 'Number of the batch, in the order of arrival.';
COMMENT ON COLUMN raw.parsed.answers IS 'Items and rejections as JSON lines, compressed with zlib.';

CREATE TABLE ledger.rejected (
    fetch_id bigint NOT NULL REFERENCES raw.fetches,
    ordinal integer NOT NULL,
    path text NOT NULL,
    reason text NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (fetch_id, ordinal)
);
COMMENT ON TABLE ledger.rejected IS 'Documents and items that could not be taken. Their bytes are kept; a replay tries them again.';
COMMENT ON COLUMN ledger.rejected.fetch_id IS 'The fetch that brought it.';
COMMENT ON COLUMN ledger.rejected.ordinal IS 'Its place among the document''s items, from 0.';
COMMENT ON COLUMN ledger.rejected.path IS 'Place inside the source; a member of an archive after an exclamation mark.';
COMMENT ON COLUMN ledger.rejected.reason IS 'Why, in a word that can be counted.';
COMMENT ON COLUMN ledger.rejected.detail IS 'Why, in a sentence.';
