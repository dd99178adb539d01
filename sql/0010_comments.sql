-- The same comments in plain technical English. Applied files do not change, so they are restated here.

COMMENT ON SCHEMA raw IS 'Fetched documents, which never change, and the cursors of each source.';
COMMENT ON SCHEMA ledger IS 'Records of the work: runs with their counts, rejections with their reasons, applied migrations.';
COMMENT ON SCHEMA news IS 'Items, their versions, the links between them, stories, decisions of people, and the full-text index.';
COMMENT ON SCHEMA mart IS 'Views for readers, without canceled, withheld and embargoed items.';

COMMENT ON TABLE ledger.migrations IS 'Applied files of sql/.';
COMMENT ON COLUMN ledger.migrations.checksum IS 'SHA-256 of the file. An applied file must not change.';
COMMENT ON COLUMN ledger.migrations.applied_at IS 'Time at which the file was applied.';

COMMENT ON TABLE ledger.runs IS 'One row per run that fetched documents: one source over one interval. A replay changes only the counts of a loaded run.';
COMMENT ON COLUMN ledger.runs.run_id IS 'Key of the run, which the tasks of the DAG pass on.';
COMMENT ON COLUMN ledger.runs.state IS 'Progress: fetched (documents stored), parsed, or loaded (in one transaction).';
COMMENT ON COLUMN ledger.runs.fetched_at IS 'Time at which the first document was stored.';
COMMENT ON COLUMN ledger.runs.loaded_at IS 'Start of the load''s transaction; set at its commit.';
COMMENT ON COLUMN ledger.runs.load_number IS 'Position in the order of loads, which a replay keeps.';
COMMENT ON COLUMN ledger.runs.documents IS 'Number of fetched documents.';
COMMENT ON COLUMN ledger.runs.parsed IS 'Number of items and rejections: the sum of the next five columns.';
COMMENT ON COLUMN ledger.runs.new IS 'Items without an earlier version that begin a story.';
COMMENT ON COLUMN ledger.runs.updated IS 'Further versions of known items.';
COMMENT ON COLUMN ledger.runs.unchanged IS 'Versions that the warehouse had already.';
COMMENT ON COLUMN ledger.runs.copies IS 'Items without an earlier version that join the story of another item.';
COMMENT ON COLUMN ledger.runs.rejected IS 'Rejected documents and items; ledger.rejected has the reasons.';
COMMENT ON COLUMN ledger.runs.airflow_run IS 'The run_id of the Airflow run that fetched the documents; null without Airflow.';

COMMENT ON TABLE ledger.rejected IS 'Rejected documents and items. Their bytes are stored; a replay parses them again.';
COMMENT ON COLUMN ledger.rejected.fetch_id IS 'The fetch that delivered the document.';
COMMENT ON COLUMN ledger.rejected.ordinal IS 'Position among the results of the document, from 0.';
COMMENT ON COLUMN ledger.rejected.path IS 'Place inside the source; the name of an archive''s member follows an exclamation mark.';
COMMENT ON COLUMN ledger.rejected.reason IS 'Reason as a code, such as malformed-xml.';
COMMENT ON COLUMN ledger.rejected.detail IS 'Reason as a sentence.';

COMMENT ON TABLE raw.documents IS 'Fetched bytes, stored once per content and never changed.';
COMMENT ON COLUMN raw.documents.document_id IS 'Key of the document.';
COMMENT ON COLUMN raw.documents.sha256 IS 'SHA-256 of the fetched bytes.';
COMMENT ON COLUMN raw.documents.size IS 'Number of fetched bytes.';
COMMENT ON COLUMN raw.documents.content IS 'The fetched bytes.';

COMMENT ON TABLE raw.fetches IS 'One row per delivery of a document by a source, with its place and time.';
COMMENT ON COLUMN raw.fetches.fetch_id IS 'Key of the fetch. Its order is the order of arrival.';
COMMENT ON COLUMN raw.fetches.run_id IS 'The run that fetched the document.';
COMMENT ON COLUMN raw.fetches.document_id IS 'The delivered document.';
COMMENT ON COLUMN raw.fetches.locator IS 'Place inside the source: the path of a file, or a URL.';
COMMENT ON COLUMN raw.fetches.url IS 'URL of the response, after redirects.';
COMMENT ON COLUMN raw.fetches.content_type IS 'Content type that the server sent.';
COMMENT ON COLUMN raw.fetches.refused IS 'Reason why the document was refused (too large, unreadable). A refused document is empty.';
COMMENT ON COLUMN raw.fetches.fetched_at IS 'Time at which the bytes were read.';

COMMENT ON TABLE raw.cursors IS 'The last state of each place in a source. A row changes in the transaction that stores the document.';
COMMENT ON COLUMN raw.cursors.locator IS 'Place inside the source: the path of a file, or a URL.';
COMMENT ON COLUMN raw.cursors.etag IS 'The header ETag of the last response.';
COMMENT ON COLUMN raw.cursors.last_modified IS 'The header Last-Modified of the last response.';
COMMENT ON COLUMN raw.cursors.size IS 'Size of the file in bytes.';
COMMENT ON COLUMN raw.cursors.mtime_ns IS 'Time of the file''s last change, in nanoseconds since 1970.';
COMMENT ON COLUMN raw.cursors.document_id IS 'The last document at this place.';
COMMENT ON COLUMN raw.cursors.refused IS 'Whether that document was refused. A refused document is empty.';

COMMENT ON TABLE raw.parsed IS 'Results of parsing, between parse and load. The load deletes the rows of its run.';
COMMENT ON COLUMN raw.parsed.run_id IS 'The parsed run.';
COMMENT ON COLUMN raw.parsed.batch IS 'Number of the batch, in the order of arrival.';
COMMENT ON COLUMN raw.parsed.answers IS 'Items and rejections as JSON, compressed with zlib.';

COMMENT ON TABLE news.stories IS 'Stories: groups of items with a common text, with all their versions.';
COMMENT ON COLUMN news.stories.story_id IS 'Key of the story.';
COMMENT ON COLUMN news.stories.original_item_id IS 'Earliest item of the story; the others are copies of it.';
COMMENT ON COLUMN news.stories.holds_canceled IS 'Whether an item of the story is canceled. The views of mart then also hide copies that credit its provider.';

COMMENT ON TABLE news.items IS 'News items. Provider and guid identify an item; the version does not.';
COMMENT ON COLUMN news.items.item_id IS 'Key of the item.';
COMMENT ON COLUMN news.items.provider IS 'Agency that issued the item; the name of the source if the agency is unknown.';
COMMENT ON COLUMN news.items.guid IS 'The provider''s identifier, without version; derived from the content if the provider gives none.';
COMMENT ON COLUMN news.items.story_id IS 'The story of the item.';
COMMENT ON COLUMN news.items.issued_at IS 'Earliest time in any version; orders the items of a story. Null if no version has a time.';
COMMENT ON COLUMN news.items.is_canceled IS 'Whether a version canceled the item and no later version states another status.';
COMMENT ON COLUMN news.items.first_version_id IS 'Earliest version, in any order of arrival.';
COMMENT ON COLUMN news.items.current_version_id IS 'Latest version, in any order of arrival.';

COMMENT ON TABLE news.versions IS 'Every received version of every item, with its source document. Rows never change; a replay replaces them.';
COMMENT ON COLUMN news.versions.version_id IS 'Key of the version.';
COMMENT ON COLUMN news.versions.item_id IS 'The item of the version.';
COMMENT ON COLUMN news.versions.content_hash IS 'SHA-256 of the content. An item has one version per hash.';
COMMENT ON COLUMN news.versions.text_hash IS 'SHA-256 of the normalised text, equal for exact copies. Null for a text that is too short to identify a story.';
COMMENT ON COLUMN news.versions.version_number IS 'The version as an integer, if it is one; orders the versions of an item.';
COMMENT ON COLUMN news.versions.fetch_id IS 'The fetch that delivered the version, and with it the document.';
COMMENT ON COLUMN news.versions.ordinal IS 'Position among the results of the document, from 0.';
COMMENT ON COLUMN news.versions.source_name IS 'Source that first delivered the version.';
COMMENT ON COLUMN news.versions.issued_at IS 'Time for comparisons with other versions: published, otherwise version_created, first_created or the time of the fetch.';
COMMENT ON COLUMN news.versions.loaded_at IS 'Time of the load.';
COMMENT ON COLUMN news.versions.path IS 'Place inside the source: the path of a file, or a URL. The name of an archive''s member follows an exclamation mark.';
COMMENT ON COLUMN news.versions.format IS 'Wire format of the document.';
COMMENT ON COLUMN news.versions.version IS 'The version as the provider writes it.';
COMMENT ON COLUMN news.versions.kind IS 'Kind of item: text, picture, video, audio, graphic, package, event, planning, alert, …';
COMMENT ON COLUMN news.versions.pubstatus_given IS 'Whether the document states its status. Without a stated status, pubstatus is usable.';
COMMENT ON COLUMN news.versions.headline IS 'Headline as given; null without one.';
COMMENT ON COLUMN news.versions.standfirst IS 'Summary above the text.';
COMMENT ON COLUMN news.versions.place IS 'Place of the dateline as printed; the first of several.';
COMMENT ON COLUMN news.versions.country IS 'Country of the place, ISO 3166 alpha-2; null if it is unknown or ambiguous.';
COMMENT ON COLUMN news.versions.credit IS 'Canonical names: first the outlet that carries the item, last the agency that wrote it.';
COMMENT ON COLUMN news.versions.published IS 'Publication time, with the precision in published_precision.';
COMMENT ON COLUMN news.versions.published_precision IS 'Precision of the given publication time: day, minute or second.';
COMMENT ON COLUMN news.versions.published_from IS 'Evidence for the publication time.';
COMMENT ON COLUMN news.versions.first_created IS 'Creation time of the item.';
COMMENT ON COLUMN news.versions.version_created IS 'Creation time of this version.';
COMMENT ON COLUMN news.versions.embargo_until IS 'Readers must not see the version before this time.';
COMMENT ON COLUMN news.versions.expires IS 'Editors must not use the version after this time.';
COMMENT ON COLUMN news.versions.label IS 'The wire''s label of the version: take, lead, write-through, correction, …';
COMMENT ON COLUMN news.versions.header_word_count IS 'Word count in a teletype header.';
COMMENT ON COLUMN news.versions.sequence IS 'Transmission number in a teletype header.';
COMMENT ON COLUMN news.versions.service IS 'Service in a teletype header.';
COMMENT ON COLUMN news.versions.sent IS 'Time of transmission.';
COMMENT ON COLUMN news.versions.source_url IS 'URL of the document, or a URL in the document.';
COMMENT ON COLUMN news.versions.canonical_url IS 'Canonical URL by the publisher''s declaration.';
COMMENT ON COLUMN news.versions.warnings IS 'Repairs and doubts of the parser.';

COMMENT ON TABLE news.text_keys IS 'Keys of the versions'' texts. Two texts that share keys are compared word by word.';
COMMENT ON COLUMN news.text_keys.period IS 'Number of the 28-day period of the version''s issued_at, counted from 1970.';
COMMENT ON COLUMN news.text_keys.key IS 'Hash of six consecutive words, or of the numbers or words of a short text.';
COMMENT ON COLUMN news.text_keys.context IS 'Hash of the same words with the words around them.';
COMMENT ON COLUMN news.text_keys.rank IS 'Order within a key, taken from the content hash. If very many versions share a key, only the lowest ranks are compared with all.';
COMMENT ON COLUMN news.text_keys.version_id IS 'The version of the text.';

COMMENT ON TABLE news.matches IS 'Pairs of versions of different items whose texts match.';
COMMENT ON COLUMN news.matches.version_id IS 'The later version.';
COMMENT ON COLUMN news.matches.matched_version_id IS 'The earlier version.';
COMMENT ON COLUMN news.matches.kind IS 'copy, excerpt, or version (rewritten in part, as agencies do under a new guid).';
COMMENT ON COLUMN news.matches.score IS 'Share of the shorter text that the other text has, reduced by contradictions; 1 means the same text.';
COMMENT ON COLUMN news.matches.one_story IS 'Whether both belong to one story; false for an excerpt in a text with a wider subject.';

COMMENT ON TABLE news.mentions IS 'Items that a version continues, corrects, replaces or kills. They belong to its story.';
COMMENT ON COLUMN news.mentions.version_id IS 'The version that contains the mention.';
COMMENT ON COLUMN news.mentions.provider IS 'Provider of both items.';
COMMENT ON COLUMN news.mentions.guid IS 'Guid of the mentioned item, which may arrive later.';
COMMENT ON COLUMN news.mentions.rel IS 'Relation: previous-version, replaces, corrects, or kills (for an item that a kill names).';

COMMENT ON TABLE news.kills IS 'Headlines and slugs of stories that an item with its own guid kills.';
COMMENT ON COLUMN news.kills.version_id IS 'The version that contains the kill.';
COMMENT ON COLUMN news.kills.provider IS 'Provider of the kill, which applies to items of the same provider only.';
COMMENT ON COLUMN news.kills.name IS 'Headline or slug in lower case, without marks and punctuation.';
COMMENT ON COLUMN news.kills.issued_at IS 'Time of the kill, which applies to earlier items only.';

COMMENT ON TABLE news.rulings IS 'Decisions of people: two items joined to one story, or split.';
COMMENT ON COLUMN news.rulings.verdict IS 'join: the items belong to one story. split: no match of these two items counts.';
COMMENT ON COLUMN news.rulings.reason IS 'Reason in the person''s words.';
COMMENT ON COLUMN news.rulings.ruled_at IS 'Time of the decision.';

COMMENT ON TABLE news.revisions IS 'Changes of each version against the version before it.';
COMMENT ON COLUMN news.revisions.version_id IS 'The changed version.';
COMMENT ON COLUMN news.revisions.previous_version_id IS 'The version before it.';
COMMENT ON COLUMN news.revisions.changed IS 'Names of the fields that differ.';
COMMENT ON COLUMN news.revisions.text_diff IS 'Changed paragraphs, with removed words as [-words-] and added words as {+words+}. Null if the text is the same.';

COMMENT ON TABLE news.searchable IS 'Full-text index of the versions, filled after each load. It covers the first 64,000 characters of a text.';
COMMENT ON COLUMN news.searchable.version_id IS 'The indexed version.';
COMMENT ON COLUMN news.searchable.words IS 'Stems of the words: headline (A), slugline, keywords and standfirst (B), byline and place (C), text (D; of a long text also by part). Marks that equal no word follow: the language, the rules (PostgreSQL''s configuration) of the stems, "in parts" for a long text, and company names in < > that are no words.';

-- A view repeats the comment of a column that it passes through; its own columns have comments below.
DO $$
DECLARE
    shown record;
BEGIN
    FOR shown IN
        SELECT attrelid::regclass AS view, attname AS name FROM pg_attribute
        WHERE attrelid = ANY (ARRAY[
            'mart.story_items', 'mart.stories', 'mart.revisions', 'mart.syndication', 'mart.runs', 'mart.rejected'
        ]::regclass[]) AND attnum > 0
    LOOP
        EXECUTE format('COMMENT ON COLUMN %s.%I IS NULL', shown.view, shown.name);
    END LOOP;
END
$$;

COMMENT ON VIEW mart.story_items IS 'One row per version of an item that a reader may see, with its story.';
COMMENT ON COLUMN mart.story_items.relation IS 'original (first version of the story''s earliest item), version (a later version of that item), or copy (another item of the story).';
COMMENT ON COLUMN mart.story_items.match_kind IS 'For a copy: kind of the best match (copy, excerpt, or version: rewritten in part). Null if a mention by the wire or a person joined the item.';
COMMENT ON COLUMN mart.story_items.score IS 'For a copy: score of the best match; 1 means the same text.';
COMMENT ON COLUMN mart.story_items.matched_item_id IS 'For a copy: the item with the best match.';
COMMENT ON COLUMN mart.story_items.is_current IS 'Whether this is the latest version of the item.';
COMMENT ON COLUMN mart.story_items.title IS 'Headline; without one, the beginning of the text.';
COMMENT ON COLUMN mart.story_items.title_is_derived IS 'Whether the title is the beginning of the text.';
COMMENT ON COLUMN mart.story_items.published_at IS 'Publication time, with the precision in published_precision.';
COMMENT ON COLUMN mart.story_items.url IS 'Canonical URL; without one, the URL of the document or a URL in the document.';
COMMENT ON COLUMN mart.story_items.document_sha256 IS 'SHA-256 of the document (raw.documents).';

COMMENT ON VIEW mart.stories IS 'One row per story that a reader may see, with counts of its visible items.';
COMMENT ON COLUMN mart.stories.story_id IS 'Key of the story.';
COMMENT ON COLUMN mart.stories.title IS 'Title of the original item in its latest version; of a copy if the original is hidden.';
COMMENT ON COLUMN mart.stories.provider IS 'Provider of the original item; of a copy if the original is hidden.';
COMMENT ON COLUMN mart.stories.items IS 'Number of items, copies included.';
COMMENT ON COLUMN mart.stories.versions IS 'Number of versions of all items.';
COMMENT ON COLUMN mart.stories.copies IS 'Number of copies.';
COMMENT ON COLUMN mart.stories.source_names IS 'Sources that delivered the story.';
COMMENT ON COLUMN mart.stories.first_published_at IS 'Earliest publication time of a version or a copy.';
COMMENT ON COLUMN mart.stories.last_published_at IS 'Latest publication time of a version or a copy.';

COMMENT ON VIEW mart.revisions IS 'Changes of each version that a reader may see against the version before it.';

COMMENT ON VIEW mart.syndication IS 'Copies of stories: the original provider, the provider of the copy, and the delay between them.';
COMMENT ON COLUMN mart.syndication.original_provider IS 'Provider of the story''s earliest item.';
COMMENT ON COLUMN mart.syndication.original_guid IS 'Guid of that item.';
COMMENT ON COLUMN mart.syndication.original_published_at IS 'Publication time of that item''s first version.';
COMMENT ON COLUMN mart.syndication.provider IS 'Provider of the copy.';
COMMENT ON COLUMN mart.syndication.guid IS 'Guid of the copy.';
COMMENT ON COLUMN mart.syndication.published_at IS 'Publication time of the copy''s first version.';
COMMENT ON COLUMN mart.syndication.delay IS 'Time from the publication of the original to that of the copy.';

COMMENT ON VIEW mart.runs IS 'One row per run that fetched documents, with its counts.';
COMMENT ON VIEW mart.rejected IS 'Rejected documents and items, with their reasons.';

DO $$
DECLARE
    taken record;
    passed record;
BEGIN
    FOR taken IN
        SELECT * FROM (VALUES
            (1, 'mart.story_items'::regclass, 'news.items'::regclass),
            (2, 'mart.story_items', 'news.versions'),
            (3, 'mart.story_items', 'raw.fetches'),
            (4, 'mart.revisions', 'news.revisions'),
            (5, 'mart.revisions', 'mart.story_items'),
            (6, 'mart.syndication', 'mart.story_items'),
            (7, 'mart.runs', 'ledger.runs'),
            (8, 'mart.rejected', 'ledger.rejected'),
            (9, 'mart.rejected', 'raw.fetches'),
            (10, 'mart.rejected', 'ledger.runs')
        ) AS passes (turn, to_view, from_table) ORDER BY turn
    LOOP
        FOR passed IN
            SELECT shown.attname AS name, col_description(kept.attrelid, kept.attnum) AS comment
            FROM pg_attribute AS shown
            JOIN pg_attribute AS kept ON kept.attrelid = taken.from_table AND kept.attname = shown.attname
            WHERE shown.attrelid = taken.to_view AND shown.attnum > 0
              AND col_description(shown.attrelid, shown.attnum) IS NULL
        LOOP
            EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', taken.to_view, passed.name, passed.comment);
        END LOOP;
    END LOOP;
END
$$;

COMMENT ON FUNCTION mart.search IS 'Stories that have the words ("a phrase", -without, or), best first, each once, by its best version among the newest 1,000 versions found. in_language (BCP 47) limits the search to one language; most limits the number of rows. The search covers the first 64,000 characters of a text. excerpt marks found words with **.';

COMMENT ON FUNCTION news.period_of IS 'Number of the 28-day period of an instant, counted from 1970.';
COMMENT ON FUNCTION news.search_configuration IS 'PostgreSQL''s text search configuration for a language (BCP 47); simple, which takes words unchanged, if there is none.';
COMMENT ON FUNCTION news.search_spelling IS 'A text in a single spelling: composed letters, no ligatures, no invisible marks.';
COMMENT ON FUNCTION news.search_names IS 'A text with names that contain a full stop, such as tickers, both in parts and whole.';
COMMENT ON FUNCTION news.search_text IS 'A text in a form for PostgreSQL''s parser: one spelling, signs and names separated, pairs of letters in scripts without spaces.';
COMMENT ON FUNCTION news.search_parts IS 'The first 64,000 characters of a text, in parts. Word positions are counted within each part.';
COMMENT ON FUNCTION news.search_symbols IS 'Like search_symbols_of, but null if a quick test shows that there are no such names.';
COMMENT ON FUNCTION news.search_asked IS 'The query for words that are already separated. The last letter of a run without spaces matches as the beginning of a pair.';
COMMENT ON FUNCTION news.search_queries IS 'A reader''s query ("a phrase", -without, or) by the rules of each configuration.';
COMMENT ON FUNCTION news.search_query_in IS 'A reader''s query in one language or, without one, in all: the words by the rules of each language, and a mark for the language or the rules.';
COMMENT ON FUNCTION news.search_in_parts IS 'A query for long texts, which finds phrases in each part.';
COMMENT ON FUNCTION news.search_marked IS 'The places in a part of a text that match a query, with found words in **. The text is as given, or in the spelling of the search.';
COMMENT ON FUNCTION news.search_excerpt IS 'The places in a text that match the words, with found words in **.';
