"""docs/observability.md: settings that Airflow knows, and alarms about metrics that the tasks emit."""

from __future__ import annotations

import re
import runpy
from importlib.util import find_spec
from pathlib import Path

import yaml

from newswire import settings
from newswire.airflow_tasks.observing.catalogue import METRICS

PAGE = (settings.root() / "docs" / "observability.md").read_text(encoding="utf-8")
[_AIRFLOW] = find_spec("airflow").submodule_search_locations  # type: ignore[union-attr]
AIRFLOW = Path(_AIRFLOW)
"""Airflow's files. It is not imported here: whoever imports it first in a process decides its settings."""


def test_each_setting_of_airflow_exists() -> None:
    known = yaml.safe_load((AIRFLOW / "config_templates" / "config.yml").read_text(encoding="utf-8"))
    provider = find_spec("airflow.providers.openlineage")
    assert provider
    assert provider.submodule_search_locations
    info = Path(provider.submodule_search_locations[0]) / "get_provider_info.py"
    known |= runpy.run_path(str(info))["get_provider_info"]()["config"]
    named = set(re.findall(r"\bAIRFLOW__([A-Z]+)__([A-Z_]+)\b", PAGE))
    assert len(named) > 6
    for section, option in named:
        assert option.lower() in known[section.lower()]["options"], (section, option)


def test_each_alarm_is_about_a_gauge_that_the_tasks_emit() -> None:
    gauges = {name.replace(".", "_") for name, metric in METRICS.items() if metric.kind == "gauge"}
    alarms = re.findall(r"^\| .+\. \| `(.+)` \|$", PAGE, re.MULTILINE)
    assert len(alarms) > 8
    for condition in alarms:
        assert set(re.findall(r"airflow_newswire_(\w+)", condition)) <= gauges, condition
