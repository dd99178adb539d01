"""The modules that task processes find imported."""

from __future__ import annotations

from newswire.airflow_local.processes import PRELOAD
from tests.conftest import ROOT
from tests.support.imported import printed_after

TASKS = ["newswire.airflow_tasks.preload"]


def test_the_process_that_tasks_are_forked_from_imports_the_pipeline() -> None:
    assert PRELOAD[-1] == "newswire.airflow_tasks.preload"
    assert {"newswire.pipeline", "airflow.sdk.execution_time.task_runner"} <= set(
        printed_after(TASKS, "print(*sys.modules)")
    )


def test_all_modules_of_airflow_that_a_dag_file_imports_are_loaded() -> None:
    program = (
        "import runpy; before = set(sys.modules)\n"
        f"for file in {[str(file) for file in (ROOT / 'dags').glob('*.py')]}: runpy.run_path(file)\n"
        "print('new:', *sorted(set(sys.modules) - before))"
    )

    assert printed_after(TASKS, program)[-1:] == ["new:"]


def test_objects_made_on_first_use_are_made_by_the_import() -> None:
    program = (
        "from newswire.dedupe.texts import normalise; from newswire.parse import registry\n"
        "print(normalise._characters.cache_info().currsize, registry.installed_formats.cache_info().currsize,"
        " registry.our_format.cache_info().currsize == len(registry.MODULES))"
    )

    assert printed_after(TASKS, program)[-3:] == ["1", "1", "True"]
