"""Labels of mapped tasks: the UI shows the names of sources where it would show a number."""

from __future__ import annotations

_FEW = 3


def _label(names: str) -> str:
    return (
        "{% set names = task.op_kwargs" + names + " %}"
        "{{ (names | join(', ') if names | length <= " + str(_FEW) + " else "
        "names[0] ~ ' … ' ~ names[-1] ~ ' (' ~ names | length ~ ' sources)')"
        " | trim | truncate(250, true, '…', 0) or '(no name)' }}"
    )


GROUP_LABEL, FAILURE_LABEL = _label("['sources']"), _label("['failure']['sources']")
"""``map_index_template`` of a task that is called with ``sources=…``, a list of names, or with ``failure=…``.

Airflow renders it before the task runs, so that a task shows its label while it runs and when it fails.
Only arguments given by keyword are in ``op_kwargs``. A template that cannot be rendered fails the task. So
does a label that is empty or longer than the column ``task_instance.rendered_map_index``, 250 characters:
the form takes any text for a name.
"""
