-- Lines that stand in three or more stories of a host are boilerplate ("Follow us", "Read also"). They are learned
-- here and given to the parser, which leaves them out. A page keeps hashes of its lines, 8 bytes each, and not their
-- text: of a million pages nearly all lines stand on one page only.
-- The text of each page is a function of all pages, not of their order. So the notes of a page are of its whole text,
-- with the lines that are left out, and a change of the lines leads to the pages to read again.

CREATE TABLE news.page_notes (
    note_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fetch_id bigint NOT NULL REFERENCES raw.fetches,
    ordinal integer NOT NULL,
    guid_hash bigint NOT NULL,
    story bigint[] NOT NULL,
    lines bigint[] NOT NULL,
    known bigint[] NOT NULL
);
CREATE INDEX page_notes_of_fetch ON news.page_notes (fetch_id);
CREATE INDEX page_notes_of_guid ON news.page_notes (guid_hash);
-- A load adds to the pending list alone. The stage that looks lines up clears the list first.
CREATE INDEX page_notes_by_line ON news.page_notes USING gin (lines) WITH (gin_pending_list_limit = 16384);
COMMENT ON TABLE news.page_notes IS 'What each reading of a web page leaves behind for learning, as hashes: the evidence for news.page_lines. A hash is the first 8 bytes of BLAKE2b, of the host and the letters of the line.';
COMMENT ON COLUMN news.page_notes.note_id IS 'The reading. Its order is the order of loads.';
COMMENT ON COLUMN news.page_notes.fetch_id IS 'The fetch that brought the page.';
COMMENT ON COLUMN news.page_notes.ordinal IS 'Its place among the items of the document, from 0.';
COMMENT ON COLUMN news.page_notes.guid_hash IS 'Hash of the identifier in the document: the readings of one item share it.';
COMMENT ON COLUMN news.page_notes.story IS 'Hashes of its addresses, headline and prose. Pages that share one tell one story.';
COMMENT ON COLUMN news.page_notes.lines IS 'Hashes of the lines of the whole text that can be boilerplate.';
COMMENT ON COLUMN news.page_notes.known IS 'Those among lines that were known as boilerplate when the page was read.';

CREATE TABLE news.page_lines (
    line bigint PRIMARY KEY,
    host text NOT NULL,
    text text NOT NULL,
    status text NOT NULL CHECK (status IN ('learned', 'fact', 'lost')),
    is_applied boolean NOT NULL,
    learned_at timestamptz NOT NULL DEFAULT now(),
    overruled_at timestamptz,
    reason text
);
COMMENT ON TABLE news.page_lines IS 'Lines that stand in three or more stories of a host. The parser leaves out those that are learned and not overruled.';
COMMENT ON COLUMN news.page_lines.line IS 'Hash of the line, as in news.page_notes.';
COMMENT ON COLUMN news.page_lines.host IS 'Host of the pages, without www.';
COMMENT ON COLUMN news.page_lines.text IS 'The line, as the page has it on which it was noticed.';
COMMENT ON COLUMN news.page_lines.status IS 'learned; fact (a dateline, a sign-off, a byline: it stays in the text, where the parser reads it); lost (fewer than three stories hold it now; the row goes when their pages are read again).';
COMMENT ON COLUMN news.page_lines.is_applied IS 'Whether all pages with the line have been read since the row changed last.';
COMMENT ON COLUMN news.page_lines.learned_at IS 'When it was noticed.';
COMMENT ON COLUMN news.page_lines.overruled_at IS 'When a person ruled that it is text (./newswire unlearn). NULL if nobody did.';
COMMENT ON COLUMN news.page_lines.reason IS 'The reason of that ruling.';

CREATE TABLE ledger.learning (
    last_note_id bigint NOT NULL,
    is_doubted boolean NOT NULL
);
CREATE UNIQUE INDEX learning_once ON ledger.learning ((true));
COMMENT ON TABLE ledger.learning IS 'How far the lines of pages are learned (./newswire ingest, the task learn). One row, none before the first page.';
COMMENT ON COLUMN ledger.learning.last_note_id IS 'The last reading of a page whose lines have been counted.';
COMMENT ON COLUMN ledger.learning.is_doubted IS 'Whether a replay has taken readings back since: all learned lines are then counted anew.';

CREATE VIEW mart.page_lines AS
SELECT
    host,
    text AS line,
    CASE WHEN overruled_at IS NOT NULL THEN 'overruled' WHEN status = 'fact' THEN 'kept' ELSE 'left out' END AS treatment,
    (
        SELECT count(DISTINCT guid_hash) FROM news.page_notes AS page WHERE page.lines @> ARRAY[learned.line]
    ) AS pages,
    learned_at,
    overruled_at,
    reason
FROM news.page_lines AS learned
WHERE status <> 'lost';
COMMENT ON VIEW mart.page_lines IS 'Lines that stand in three or more stories of one host, and their treatment.';
COMMENT ON COLUMN mart.page_lines.host IS 'Host of the pages, without www.';
COMMENT ON COLUMN mart.page_lines.line IS 'The line.';
COMMENT ON COLUMN mart.page_lines.treatment IS 'left out (no text has it), kept (a fact stands in it, as in a dateline), overruled (a person ruled that it is text).';
COMMENT ON COLUMN mart.page_lines.pages IS 'Pages that have the line; several readings of one item count once.';
COMMENT ON COLUMN mart.page_lines.learned_at IS 'When it was noticed.';
COMMENT ON COLUMN mart.page_lines.overruled_at IS 'When a person overruled it.';
COMMENT ON COLUMN mart.page_lines.reason IS 'The reason of that person.';
