-- Each issuer has one canonical name as provider. Warehouses have items under names that were none: afp.com beside
-- AFP, a mailbox, a person. Provider and guid identify an item, so a name that changes would split stories. The
-- names are data of the program (agencies.toml) and change with it, so no migration can hold them: the first load
-- after a change renames the items and merges those that become one. This row has the rules it went by.

CREATE TABLE ledger.provider_rules (
    rules bytea NOT NULL,
    last_version_id bigint NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX provider_rules_once ON ledger.provider_rules ((true));

COMMENT ON TABLE ledger.provider_rules IS 'The rules by which the providers of all items have their names. One row, none before the first load.';
COMMENT ON COLUMN ledger.provider_rules.rules IS 'SHA-256 of the names of agencies and the rules for names.';
COMMENT ON COLUMN ledger.provider_rules.last_version_id IS 'The last version before these rules; 0 if there was none. An item with such a version and the name of its source as provider takes the provider that its next version states.';
COMMENT ON COLUMN ledger.provider_rules.applied_at IS 'When a load applied them.';

COMMENT ON COLUMN news.items.provider IS 'Who issued it, by one canonical name for each issuer: the document''s own word, the source''s setting or its site, otherwise the evidence in guid, copyright notice and credit; the source''s name where there is none.';
