"""Labels of mapped tasks."""

from __future__ import annotations

from types import SimpleNamespace

import jinja2
import pytest
from airflow.models.taskinstance import TaskInstance

from newswire.airflow_tasks.labels import SOURCE_LABEL
from tests.support.airflow_runs import Runner


def test_the_label_is_the_source_s_name() -> None:
    template = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True).from_string(SOURCE_LABEL)

    assert template.render(task=SimpleNamespace(op_kwargs={"source": "albers"})) == "albers"
    with pytest.raises(jinja2.UndefinedError):
        template.render(task=SimpleNamespace(op_kwargs={}))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("é" * 250, "é" * 250),
        ("é" * 251, "é" * 249 + "…"),
        ("", "(no name)"),
        (" ", "(no name)"),
    ],
)
def test_a_name_of_any_kind_makes_a_label_that_its_column_holds(name: str, label: str) -> None:
    template = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True).from_string(SOURCE_LABEL)

    assert template.render(task=SimpleNamespace(op_kwargs={"source": name})) == label
    assert TaskInstance.__table__.c.rendered_map_index.type.length == 250


def test_every_mapped_task_of_the_daily_run_has_it(runner: Runner) -> None:
    labels = {task.task_id: task.map_index_template for task in runner.dag("newswire_daily").tasks}

    assert labels == {
        "sources": None,
        "source.fetch": SOURCE_LABEL,
        "source.parse": SOURCE_LABEL,
        "source.load": SOURCE_LABEL,
        "report": None,
        "learn": None,
        "index": None,
        "check": None,
        "prune": None,
    }
