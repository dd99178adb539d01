"""Metrics and lineage of the tasks, which are off until Airflow's settings name a server."""
