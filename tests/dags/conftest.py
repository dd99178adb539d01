"""Fixtures of Airflow and of a web server, for the tests of DAGs."""

from tests.fetch.conftest import site
from tests.support.airflow_runs import airflow, runner

__all__ = ["airflow", "runner", "site"]
