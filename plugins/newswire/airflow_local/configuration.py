"""Airflow's folder: its configuration file, its secrets, and the login of the UI."""

from __future__ import annotations

import base64
import configparser
import json
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from newswire import settings
from newswire.errors import FatalError
from newswire.private_file import write_private

USER = "admin"
"""The one login of the UI."""

CONNECTION_VARIABLE = "AIRFLOW_CONN_NEWSWIRE_WAREHOUSE"
"""The variable with Airflow's connection to the warehouse. It holds a password: no file or log has it."""


PASSED_ON = ("AIRFLOW_CONN_", "AIRFLOW__METRICS__", "AIRFLOW__TRACES__", "AIRFLOW__OPENLINEAGE__")
"""Variables of Airflow that its processes get: connections, which sources name, and the monitoring."""

MONITORING = {"OTEL_EXPORTER_OTLP_TIMEOUT": "1"}
"""Seconds for which a process waits for a collector of OpenTelemetry, unless the environment states them.

The exporter's own default is 10. A collector that is gone would hold up the end of each task for as long.
"""

NOTICE = "# Written at each start by ./newswire up; changes made here are lost."
"""The first line of the ``airflow.cfg`` of an installation."""


class AirflowError(FatalError):
    """Airflow cannot be prepared or started. The text names the event and the remedy."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Airflow's folder below the home, and the port of its UI and API on 127.0.0.1."""

    folder: Path
    port: int

    @classmethod
    def of(cls, home: Path) -> Installation:
        """Return the installation of a home, with the port of its last start.

        Raises:
            AirflowError: ``up`` has never run there.
        """
        written = configparser.ConfigParser(interpolation=None)
        if not written.read(home / "airflow" / "airflow.cfg"):
            raise AirflowError(f"There is no Airflow in {home} yet. ./newswire up makes it.")
        return cls(home / "airflow", written.getint("api", "port"))

    @property
    def address(self) -> str:
        """The address of the UI and the API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def desk(self) -> str:
        """The address of the desk, the pages of stories."""
        return f"{self.address}/newswire/"

    @property
    def login_file(self) -> Path:
        """The file, mode 600, that holds the password of the UI."""
        return self.folder / "login.json"

    def password(self) -> str:
        """Return the password of the UI."""
        password: str = json.loads(self.login_file.read_text())[USER]
        return password

    def configure(self, metadata_url: str) -> None:
        """Write ``airflow.cfg`` for this start. Secrets and login are made once and kept.

        All files have mode 600. To use ``airflow`` by hand, set ``AIRFLOW_HOME`` to the folder.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.login_file.exists():
            write_private(self.login_file, json.dumps({USER: secrets.token_urlsafe(12)}))
        kept = self.folder / "secrets.json"
        if not kept.exists():
            made = {name: secrets.token_urlsafe(48) for name in ("jwt_secret", "secret_key")}
            made["fernet_key"] = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
            write_private(kept, json.dumps(made))
        lines = [NOTICE]
        for section, options in self._options(metadata_url, json.loads(kept.read_text())).items():
            lines += ["", f"[{section}]"]
            lines += [f"{key} = {value.replace('%', '%%')}" for key, value in options.items()]
        write_private(self.folder / "airflow.cfg", "\n".join(lines) + "\n")

    def _options(self, metadata_url: str, kept: dict[str, str]) -> dict[str, dict[str, str]]:
        root = settings.root()
        return {
            "core": {
                "dags_folder": str(root / "dags"),
                "plugins_folder": str(root / "plugins"),
                "load_examples": "False",
                "executor": "newswire.airflow_local.executor.ForkingExecutor",
                "parallelism": "4",
                "simple_auth_manager_users": f"{USER}:admin",
                "simple_auth_manager_passwords_file": str(self.login_file),
                "execution_api_server_url": f"{self.address}/execution/",
                "fernet_key": kept["fernet_key"],
            },
            "database": {"sql_alchemy_conn": self.metadata(metadata_url), "check_migrations": "False"},
            "api": {
                "host": "127.0.0.1",
                "port": str(self.port),
                "base_url": self.address,
                "secret_key": kept["secret_key"],
            },
            "api_auth": {"jwt_secret": kept["jwt_secret"]},
            "logging": {"base_log_folder": str(self.folder / "logs")},
            # A task's process that ended is sometimes noticed only when the next heartbeat is due.
            "workers": {"min_heartbeat_interval": "1"},
            "scheduler": {
                "mp_start_method": "fork",
                "scheduler_idle_sleep_time": "0.5",
                # Tasks of a scheduler that was killed start again after some seconds, not after five minutes.
                "orphaned_tasks_check_interval": "15",
            },
        }

    @staticmethod
    def metadata(url: str) -> str:
        """Return the URL of Airflow's own tables in SQLAlchemy's form, with the driver that Airflow tests."""
        return "postgresql+psycopg2" + url.removeprefix("postgresql")

    def environment(self, warehouse_url: str) -> dict[str, str]:
        """Return the environment of Airflow's processes: ours, without variables of another Airflow."""
        inherited = MONITORING | {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("AIRFLOW") or key.startswith(PASSED_ON)
        }
        plugins = str(settings.root() / "plugins")
        paths = [plugins, *filter(None, [inherited.get("PYTHONPATH")])]
        return inherited | {
            "AIRFLOW_HOME": str(self.folder),
            CONNECTION_VARIABLE: _connection(warehouse_url),
            "NEWSWIRE_HOME": str(settings.home()),
            "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)]),
        }


def _connection(url: str) -> str:
    """Return a connection as JSON, as Airflow reads it. ``url`` is any form of address that libpq takes."""
    parts = {key: value for key, value in conninfo_to_dict(url).items() if value is not None}
    names = {"host": "host", "port": "port", "user": "login", "password": "password", "dbname": "schema"}
    known = {names[key]: parts.pop(key) for key in list(parts) if key in names}
    return json.dumps({"conn_type": "postgres", **known, "extra": parts})
