-- Many sources, tasks and workers call the same host. It sees one visitor, so they share one clock: the next free
-- moment, the calls that go on, and the moment before which the host asks not to be called. A turn is claimed in
-- one statement, and nobody holds a lock while waiting for it. The turn of a killed process expires.

CREATE TABLE ledger.hosts (
    host text PRIMARY KEY,
    next_at timestamptz NOT NULL DEFAULT '-infinity',
    running jsonb NOT NULL DEFAULT '{}',
    closed_until timestamptz,
    crawl_delay double precision NOT NULL DEFAULT 0
);

COMMENT ON TABLE ledger.hosts IS 'One row per host that was called: its clock, for all tasks and workers.';
COMMENT ON COLUMN ledger.hosts.host IS 'Name of the host, with its port if that is not the protocol''s.';
COMMENT ON COLUMN ledger.hosts.next_at IS 'The first moment at which another call may begin.';
COMMENT ON COLUMN ledger.hosts.running IS 'The calls that go on: the key of each, and the time at which it expires, in seconds since 1970.';
COMMENT ON COLUMN ledger.hosts.closed_until IS 'The moment before which the host asked not to be called (Retry-After).';
COMMENT ON COLUMN ledger.hosts.crawl_delay IS 'Seconds between two calls that its robots.txt asks for (Crawl-delay); 0 if none.';

INSERT INTO ledger.hosts (host, closed_until)
SELECT host, max(retry_at) FROM ledger.fetches
WHERE retry_at > now() AND host IS NOT NULL AND outcome <> 'waiting'
GROUP BY host;

CREATE TABLE ledger.robots (
    origin text PRIMARY KEY,
    asked_at timestamptz NOT NULL,
    text text,
    read_at timestamptz,
    unreadable_since timestamptz
);

COMMENT ON TABLE ledger.robots IS 'The robots.txt of each origin whose pages were asked for, kept for at most a day (RFC 9309, section 2.4).';
COMMENT ON COLUMN ledger.robots.origin IS 'Scheme, host and port, such as https://harbour.example.';
COMMENT ON COLUMN ledger.robots.asked_at IS 'Time of the last request.';
COMMENT ON COLUMN ledger.robots.text IS 'The rules; empty if the host has none. NULL if they could not be read.';
COMMENT ON COLUMN ledger.robots.read_at IS 'When the text was read.';
COMMENT ON COLUMN ledger.robots.unreadable_since IS 'Time of the first failure since then. NULL if the last request was answered.';

-- A server that has moved for good states the new address. Where a source is asked is state of the installation; the
-- source's file stays as it is.
CREATE TABLE ledger.moves (
    source_name text NOT NULL,
    place text NOT NULL,
    moved_to text NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source_name)
);

COMMENT ON TABLE ledger.moves IS 'Sources whose address has moved for good (301, 308). A row holds as long as the source''s file has the old address, and until the new one fails.';
COMMENT ON COLUMN ledger.moves.source_name IS 'Name of the source (sources/<name>.toml).';
COMMENT ON COLUMN ledger.moves.place IS 'The address in its file, without secrets.';
COMMENT ON COLUMN ledger.moves.moved_to IS 'The address that is asked in its place.';
COMMENT ON COLUMN ledger.moves.moved_at IS 'When a whole, usable answer first came from there.';

CREATE VIEW mart.hosts AS
SELECT
    host,
    CASE WHEN next_at > clock_timestamp() THEN next_at END AS next_at,
    (
        SELECT count(*) FROM jsonb_each(running) AS turn
        WHERE turn.value::float > extract(epoch FROM clock_timestamp())
    ) AS running,
    CASE WHEN closed_until > clock_timestamp() THEN closed_until END AS closed_until,
    crawl_delay
FROM ledger.hosts;

COMMENT ON VIEW mart.hosts IS 'One row per host that was called: whether it is called now, and when it may be called again.';
COMMENT ON COLUMN mart.hosts.host IS 'Name of the host, with its port if that is not the protocol''s.';
COMMENT ON COLUMN mart.hosts.next_at IS 'The first moment at which another call may begin. NULL: now.';
COMMENT ON COLUMN mart.hosts.running IS 'Number of calls that go on.';
COMMENT ON COLUMN mart.hosts.closed_until IS 'The moment before which the host asked not to be called (Retry-After). NULL: it did not.';
COMMENT ON COLUMN mart.hosts.crawl_delay IS 'Seconds between two calls that its robots.txt asks for (Crawl-delay); 0 if none.';
