"""Fixtures of Airflow and of a web server, for the tests of DAGs."""

from tests.airflow_runs import airflow, runner
from tests.fetch.conftest import site

__all__ = ["airflow", "runner", "site"]
