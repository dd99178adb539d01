-- A run is one source over one interval. The check is the first invariant of the project: whatever
-- was parsed is accounted for, and a load that cannot account for it does not commit.

CREATE TABLE ledger.runs (
    run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_name text NOT NULL,
    interval_start timestamptz NOT NULL,
    interval_end timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'fetched' CHECK (state IN ('fetched', 'parsed', 'loaded')),
    fetched_at timestamptz NOT NULL DEFAULT now(),
    loaded_at timestamptz,
    load_number bigint UNIQUE,
    documents integer NOT NULL DEFAULT 0,
    parsed integer,
    new integer,
    updated integer,
    unchanged integer,
    copies integer,
    rejected integer,
    CHECK (interval_start < interval_end),
    CHECK (
        state <> 'loaded'
        OR (parsed = new + updated + unchanged + copies + rejected) IS TRUE AND load_number IS NOT NULL
    )
);
-- One run of a source and interval takes documents in; once it is parsed, what comes later opens another.
CREATE UNIQUE INDEX runs_open ON ledger.runs (source_name, interval_start, interval_end) WHERE state = 'fetched';
CREATE INDEX runs_unfinished ON ledger.runs (source_name) WHERE state <> 'loaded';
CREATE INDEX runs_of_source ON ledger.runs (source_name, interval_start);
CREATE SEQUENCE ledger.load_number OWNED BY ledger.runs.load_number;

COMMENT ON TABLE ledger.runs IS 'One row per run that brought documents: a source over an interval. Once loaded it is never changed.';
COMMENT ON COLUMN ledger.runs.run_id IS 'The run, as the DAG''s tasks pass it on.';
COMMENT ON COLUMN ledger.runs.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN ledger.runs.interval_start IS 'Beginning of the data interval, inclusive.';
COMMENT ON COLUMN ledger.runs.interval_end IS 'End of the data interval, exclusive.';
COMMENT ON COLUMN ledger.runs.state IS 'How far it has come: fetched (bytes kept), parsed, loaded (all in one transaction).';
COMMENT ON COLUMN ledger.runs.fetched_at IS 'When its first document was kept.';
COMMENT ON COLUMN ledger.runs.loaded_at IS 'When its load began; set with everything the load wrote.';
COMMENT ON COLUMN ledger.runs.load_number IS 'Order of the loads: a replay takes the runs in this order.';
COMMENT ON COLUMN ledger.runs.documents IS 'Documents fetched.';
COMMENT ON COLUMN ledger.runs.parsed IS 'Items found in them, and documents or items rejected: the sum of the following five.';
COMMENT ON COLUMN ledger.runs.new IS 'Items seen for the first time, with a text of their own.';
COMMENT ON COLUMN ledger.runs.updated IS 'Further versions of items that were known.';
COMMENT ON COLUMN ledger.runs.unchanged IS 'Versions that were there already.';
COMMENT ON COLUMN ledger.runs.copies IS 'Items seen for the first time whose text another item carries.';
COMMENT ON COLUMN ledger.runs.rejected IS 'Documents and items that could not be taken; ledger.rejected has the reasons.';

COMMENT ON SCHEMA ledger IS 'What was done: runs with their counts, rejections with their reasons, migrations.';
COMMENT ON TABLE ledger.migrations IS 'The files of sql/ that were applied.';
COMMENT ON COLUMN ledger.migrations.name IS 'Name of the file.';
COMMENT ON COLUMN ledger.migrations.checksum IS 'SHA-256 of its content; an applied file must not be changed.';
COMMENT ON COLUMN ledger.migrations.applied_at IS 'When it was applied.';
