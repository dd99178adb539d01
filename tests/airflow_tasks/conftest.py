"""Fixtures of Airflow, for tests of code that runs inside it."""

from tests.support.airflow_runs import airflow, runner

__all__ = ["airflow", "runner"]
