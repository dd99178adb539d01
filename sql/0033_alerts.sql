-- An alert that repeats is soon read by nobody. So each event has a row for each channel that took its message: a
-- source that fails each day is one event until it is up again, and a verdict of a check is one.

CREATE TABLE ledger.alerts (
    channel text NOT NULL CHECK (channel IN ('smtp', 'slack', 'webhook')),
    event text NOT NULL,
    sentence text NOT NULL,
    sent_at timestamptz NOT NULL DEFAULT now(),
    over_at timestamptz
);
CREATE UNIQUE INDEX alerts_open ON ledger.alerts (channel, md5(event)) WHERE over_at IS NULL;

COMMENT ON TABLE ledger.alerts IS 'One row for each event that people were alerted of, on each channel.';
COMMENT ON COLUMN ledger.alerts.channel IS 'smtp, slack or webhook.';
COMMENT ON COLUMN ledger.alerts.event IS 'The event: a source or a stage that failed, or a verdict of a check.';
COMMENT ON COLUMN ledger.alerts.sentence IS 'The text of the message about it.';
COMMENT ON COLUMN ledger.alerts.sent_at IS 'Time at which the channel took the message.';
COMMENT ON COLUMN ledger.alerts.over_at IS 'Time at which the channel took the message that the failure is over. NULL while it goes on, and for verdicts.';
