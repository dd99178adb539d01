"""Airflow on this machine: configured, started, watched and stopped."""
