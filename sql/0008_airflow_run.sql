-- Which run of Airflow works on an unfinished run. A backfill has many days of a source in the works at once,
-- and none of them may take the others for what an earlier start left. Without Airflow there is none.

ALTER TABLE ledger.runs ADD COLUMN airflow_run text;

COMMENT ON COLUMN ledger.runs.airflow_run IS 'Run of Airflow that fetched it, by its run_id; NULL without Airflow.';
