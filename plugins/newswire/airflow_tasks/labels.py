"""Labels of mapped tasks: the UI shows a source's name where it would show a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun
    from sqlalchemy.orm import Session

SOURCE_LABEL = "{{ task.op_kwargs['source'] | trim | truncate(250, true, '…', 0) or '(no name)' }}"
"""``map_index_template`` of a task that is called with ``source=…``.

Airflow renders it before the task runs, so that a task shows its label while it runs and when it fails.
Only arguments given by keyword are in ``op_kwargs``. A template that cannot be rendered fails the task. So
does a label that is empty or longer than the column ``task_instance.rendered_map_index``, 250 characters:
the form takes any text for a name.
"""


def label_tasks_that_never_ran(dag_run: DagRun, session: Session) -> None:
    """Label skipped and upstream-failed mapped tasks like the tasks of the same source that ran.

    Airflow renders a label when a task runs, so these tasks would keep their numbers.
    """
    from airflow.models.taskinstance import TaskInstance
    from sqlalchemy import update

    task = TaskInstance.__table__
    labelled = task.alias()
    session.execute(
        update(task)
        .where(
            task.c.dag_id == dag_run.dag_id,
            task.c.run_id == dag_run.run_id,
            task.c.map_index >= 0,
            task.c.rendered_map_index.is_(None),
            labelled.c.dag_id == task.c.dag_id,
            labelled.c.run_id == task.c.run_id,
            labelled.c.map_index == task.c.map_index,
            labelled.c.rendered_map_index.is_not(None),
        )
        .values(rendered_map_index=labelled.c.rendered_map_index)
    )
