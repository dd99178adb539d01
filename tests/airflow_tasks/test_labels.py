"""Labels of mapped tasks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from airflow.models.taskinstance import TaskInstance

from newswire.airflow_tasks.labels import FAILURE_LABEL, GROUP_LABEL
from tests.support.airflow_runs import Runner


def rendered(label: str, **keywords: Any) -> str:
    template = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True).from_string(label)
    return template.render(task=SimpleNamespace(op_kwargs=keywords))


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["albers"], "albers"),
        (["albers", "berlin", "cairo"], "albers, berlin, cairo"),
        (["albers", "berlin", "cairo", "dover"], "albers … dover (4 sources)"),
        (["é" * 250], "é" * 250),
        (["é" * 251], "é" * 249 + "…"),
        (["é" * 100] * 3, "é" * 100 + ", " + "é" * 100 + ", " + "é" * 45 + "…"),
        ([""], "(no name)"),
        ([" "], "(no name)"),
    ],
)
def test_the_label_is_the_names_of_few_sources_and_fits_its_column(names: list[str], label: str) -> None:
    assert rendered(GROUP_LABEL, sources=names) == label
    assert rendered(FAILURE_LABEL, failure={"sources": names}) == label
    assert TaskInstance.__table__.c.rendered_map_index.type.length == 250


def test_a_label_without_its_argument_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered(GROUP_LABEL)


def test_every_mapped_task_of_the_daily_run_has_one(runner: Runner) -> None:
    labels = {task.task_id: task.map_index_template for task in runner.dag("newswire_daily").tasks}

    assert labels == {
        "sources": None,
        "ingest": GROUP_LABEL,
        "failures": None,
        "retry": FAILURE_LABEL,
        "report": None,
        "learn": None,
        "index": None,
        "check": None,
        "prune": None,
        "alert": None,
    }
