"""Airflow on this machine: prepared, started, watched and stopped as processes; it is never imported."""
