-- Which sources are on is state of the installation. A file of sources/ belongs to the project: a command
-- that edits it would make every update of the project a conflict.

CREATE TABLE ledger.switches (
    source_name text PRIMARY KEY,
    enabled boolean NOT NULL,
    switched_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE ledger.switches IS 'Sources that `newswire enable` or `disable` switched. For any other source its file decides.';
COMMENT ON COLUMN ledger.switches.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN ledger.switches.enabled IS 'Whether runs take the source, whatever its file states.';
COMMENT ON COLUMN ledger.switches.switched_at IS 'When it was switched last.';
