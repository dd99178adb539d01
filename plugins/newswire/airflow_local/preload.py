"""The imports that Airflow's services share, done once in the nursery."""

from __future__ import annotations

from airflow.api_fastapi.execution_api.app import InProcessExecutionAPI
from airflow.cli.cli_parser import get_parser
from airflow.cli.commands import (
    api_server_command,
    dag_processor_command,
    db_command,
    scheduler_command,
    triggerer_command,
)
from sqlalchemy.orm import configure_mappers

from newswire.airflow_local import executor

__all__ = [
    "IN_PROCESS",
    "api_server_command",
    "dag_processor_command",
    "db_command",
    "executor",
    "scheduler_command",
    "triggerer_command",
]

# Each service would do these for itself, and write into the pages that it shares with the others.
configure_mappers()
get_parser()
IN_PROCESS = InProcessExecutionAPI().app
