"""The pages docs/DAGS.md, WAREHOUSE.md and settings.md, and tables of other pages, from their sources.

No text is written twice: a DAG is described by its module's docstring and its params, a table by its
comments. The DAGs are arguments, so that this module needs no Airflow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import psycopg
from psycopg.rows import class_row

from newswire.parse.pages.sites.rules import Site
from newswire.settings import Setting

_NOTICE = "<!-- Written by `./newswire docs`. Change its sources, and run the command again. -->"


@dataclass(frozen=True)
class Param:
    """A field of a DAG's form."""

    name: str
    type: str
    default: str
    description: str | None


@dataclass(frozen=True)
class Task:
    """A task, with the names of the tasks that it waits for."""

    name: str
    after: list[str]
    mapped: bool
    """Whether the task has an instance for each source."""
    pool: str
    retries: int
    trigger_rule: str
    description: str | None


@dataclass(frozen=True)
class Dag:
    """A DAG as Airflow knows it."""

    name: str
    file: str
    description: str | None
    schedule: str
    params: list[Param]
    tasks: list[Task]

    def undescribed(self) -> list[str]:
        """Return the names of the DAG, its params and its tasks that have no description."""
        return [
            *([] if self.description else [self.name]),
            *(f"{self.name}: {param.name}" for param in self.params if not param.description),
            *(f"{self.name}: {task.name}" for task in self.tasks if not task.description),
        ]


def dags_page(dags: Iterable[Dag]) -> str:
    """Return docs/DAGS.md: every DAG with its module's docstring, schedule, params and tasks."""
    parts = [
        "# The DAGs",
        _NOTICE,
        "Each DAG as Airflow shows it. A task with `[]` is mapped: it has an instance for each source.",
    ]
    for dag in dags:
        parts += [
            f"## {dag.name}",
            (dag.description or "").strip(),
            f"Schedule: {dag.schedule}. File: `{dag.file}`.",
        ]
        if dag.params:
            params = [
                (f"`{one.name}`", one.type, f"`{one.default}`", one.description or "") for one in dag.params
            ]
            parts.append(_table(("param", "type", "default", "meaning"), params))
        parts.append(
            _table(
                ("task", "after", "pool", "retries", "runs when", "action"),
                [
                    (
                        f"`{task.name}{' []' * task.mapped}`",
                        ", ".join(f"`{name}`" for name in task.after),
                        task.pool,
                        str(task.retries),
                        task.trigger_rule.replace("_", " "),
                        task.description or "",
                    )
                    for task in dag.tasks
                ],
            )
        )
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class Schema:
    """A schema of the warehouse."""

    name: str
    comment: str | None
    open_to_reader: bool


@dataclass(frozen=True)
class Column:
    """A column of a table or view."""

    schema: str
    relation: str
    name: str
    type: str
    required: bool
    """Whether the column is NOT NULL. PostgreSQL marks no column of a view so."""
    comment: str | None


@dataclass(frozen=True)
class Relation:
    """A table, view or row type, with its constraints and unique indexes as PostgreSQL writes them."""

    schema: str
    name: str
    kind: str
    comment: str | None
    keys: list[str]


@dataclass(frozen=True)
class Function:
    """A function of a schema that is open to the reader."""

    schema: str
    name: str
    arguments: str
    result: str
    comment: str | None


@dataclass(frozen=True)
class Warehouse:
    """The catalog of the database, for the schemas of the project."""

    schemas: list[Schema]
    relations: list[Relation]
    columns: list[Column]
    functions: list[Function]

    def uncommented(self) -> list[str]:
        """Return the names of schemas, tables, views, columns and functions that have no comment."""
        return [
            *(schema.name for schema in self.schemas if not schema.comment),
            *(f"{relation.schema}.{relation.name}" for relation in self.relations if not relation.comment),
            *(
                f"{column.schema}.{column.relation}.{column.name}"
                for column in self.columns
                if not column.comment
            ),
            *(f"{function.schema}.{function.name}()" for function in self.functions if not function.comment),
        ]


# Partitions are left out: the comments of their table describe them.
_RELATIONS = r"""
WITH schema AS (
    SELECT oid, nspname AS name, has_schema_privilege('newswire_reader', oid, 'USAGE') AS open_to_reader
    FROM pg_namespace
    WHERE nspname !~ '^(pg_|information_schema$)'
      AND (nspname <> 'public' OR EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_namespace.oid))
), relation AS (
    SELECT pg_class.oid, schema.name AS schema, open_to_reader, relname AS name, relkind AS letter,
        reltype AS composite
    FROM pg_class JOIN schema ON schema.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND NOT relispartition
)
"""

_SCHEMA_QUERY = """
SELECT name, obj_description(oid, 'pg_namespace') AS comment, open_to_reader
FROM schema ORDER BY open_to_reader DESC, name
"""

_RELATION_QUERY = """
SELECT schema, name,
    CASE letter
        WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'row type' ELSE 'table'
    END AS kind,
    coalesce(obj_description(oid, 'pg_class'), obj_description(composite, 'pg_type')) AS comment,
    ARRAY(
        SELECT pg_get_constraintdef(pg_constraint.oid, true) FROM pg_constraint
        WHERE conrelid = relation.oid AND contype IN ('p', 'u', 'f', 'c', 'x')
        ORDER BY array_position(ARRAY['p', 'u', 'x', 'f', 'c'], contype::text), conname
    ) || ARRAY(
        SELECT pg_get_indexdef(indexrelid, 0, true) FROM pg_index
        WHERE indrelid = relation.oid AND indisunique
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY indexrelid::regclass::text
    ) AS keys
FROM relation ORDER BY open_to_reader DESC, schema, letter = 'c', letter IN ('v', 'm'), name
"""

_COLUMN_QUERY = """
SELECT schema, relation.name AS relation, attname AS name,
    replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz') AS type,
    attnotnull AS required, col_description(attrelid, attnum) AS comment
FROM relation JOIN pg_attribute ON attrelid = relation.oid
WHERE attnum > 0 AND NOT attisdropped
ORDER BY schema, relation.name, attnum
"""

_FUNCTION_QUERY = """
SELECT schema.name AS schema, proname AS name, pg_get_function_arguments(pg_proc.oid) AS arguments,
    replace(pg_get_function_result(pg_proc.oid), 'timestamp with time zone', 'timestamptz') AS result,
    obj_description(pg_proc.oid, 'pg_proc') AS comment
FROM schema JOIN pg_proc ON pronamespace = schema.oid
WHERE open_to_reader
ORDER BY schema.name, proname
"""


def read_warehouse(connection: psycopg.Connection) -> Warehouse:
    """Read the catalog of a migrated warehouse."""
    with (
        connection.cursor(row_factory=class_row(Schema)) as schemas,
        connection.cursor(row_factory=class_row(Relation)) as relations,
        connection.cursor(row_factory=class_row(Column)) as columns,
        connection.cursor(row_factory=class_row(Function)) as functions,
    ):
        return Warehouse(
            schemas.execute(_RELATIONS + _SCHEMA_QUERY).fetchall(),
            relations.execute(_RELATIONS + _RELATION_QUERY).fetchall(),
            columns.execute(_RELATIONS + _COLUMN_QUERY).fetchall(),
            functions.execute(_RELATIONS + _FUNCTION_QUERY).fetchall(),
        )


def warehouse_page(warehouse: Warehouse) -> str:
    """Return docs/WAREHOUSE.md: all that ``Warehouse`` holds, with its comments."""
    named: list[Relation | Function] = [*warehouse.relations, *warehouse.functions]
    parts = [
        "# The warehouse",
        _NOTICE,
        "Written from the comments in `sql/`. `./newswire query` sees all that is open to the reader role.",
        "\n".join(
            f"* [{one.schema}.{one.name}](#{_anchor(f'{one.schema}.{one.name}')}): {_text(one.comment)}"
            for schema in warehouse.schemas
            for one in named
            if one.schema == schema.name
        ),
    ]
    columns = {
        key: list(group) for key, group in groupby(warehouse.columns, lambda one: (one.schema, one.relation))
    }
    for schema in warehouse.schemas:
        readers = " Open to `newswire_reader`." if schema.open_to_reader else ""
        parts += [f"## {schema.name}", f"{_text(schema.comment)}{readers}"]
        for relation in warehouse.relations:
            if relation.schema != schema.name:
                continue
            parts += [
                f"### {schema.name}.{relation.name}",
                f"{relation.kind.capitalize()}. {_text(relation.comment)}",
            ]
            parts.append(
                _table(
                    ("column", "type", "meaning"),
                    [
                        (
                            f"`{column.name}`",
                            column.type + (" not null" if column.required else ""),
                            _text(column.comment),
                        )
                        for column in columns.get((schema.name, relation.name), [])
                    ],
                )
            )
            if relation.keys:
                parts.append("\n".join(f"* `{key}`" for key in relation.keys))
        for function in warehouse.functions:
            if function.schema == schema.name:
                parts += [
                    f"### {function.schema}.{function.name}",
                    f"Function. {_text(function.comment)}",
                    f"`{function.name}({function.arguments})` → `{function.result}`",
                ]
    return "\n\n".join(parts) + "\n"


def settings_page(ours: Iterable[Setting], deployed: Iterable[tuple[str, str]]) -> str:
    """Return docs/settings.md: our settings, then the variables (name, purpose) that Compose reads."""
    parts = [
        "# Settings",
        _NOTICE,
        "Newswire reads its settings from the environment only. An empty variable counts as unset.",
        _table(
            ("variable", "default", "meaning"), [(f"`{one.name}`", one.default, one.meaning) for one in ours]
        ),
        "`./newswire up` passes them on to Airflow, and Airflow's sections of monitoring "
        "(`AIRFLOW__METRICS__…`, `AIRFLOW__OPENLINEAGE__…`, see [observability.md](observability.md)). It "
        "ignores other variables that begin with `AIRFLOW`, so that the settings of another Airflow do no "
        "harm. Keys of a source are in [sources.md](sources.md).",
        "## docker-compose.yaml",
        "`docker-compose.yaml` reads these variables from `.env`. `./newswire env` writes them. Put any "
        "other setting of this page under `environment` of the services, in `docker-compose.override.yaml`.",
        _table(("variable", "meaning"), [(f"`{name}`", purpose) for name, purpose in deployed]),
    ]
    return "\n\n".join(parts) + "\n"


_TABLE_BEGIN = "<!-- The table is written by `./newswire docs`"
_TABLE_END = "\n\n<!-- The table ends. -->"
_EVIDENCE = {"page": "a page", "code": "public programs that read such pages", "memory": "memory"}


def sites_page(page: str, sites: Iterable[Site]) -> str:
    """Return the text of docs/sites.md with a new table of rules: one line for each layout of a site.

    Raises:
        ValueError: the text lacks the comments around the table.
    """
    rows = [
        (
            ", ".join(f"`{host}`" for host in (site.host, *site.hosts)) if layout is site.layout[0] else "",
            (site.provider or site.publisher or "") if layout is site.layout[0] else "",
            f"`{layout.body.css}`",
            layout.seen.isoformat() if layout.seen else "not known",
            _EVIDENCE.get(layout.evidence or "", ""),
        )
        for site in sites
        for layout in site.layout
    ]
    head = ("hosts", "agency or outlet", "container of the text", "last seen", "known from")
    return _with_table("docs/sites.md", page, _table(head, rows))


def observability_page(page: str, metrics: Iterable[Sequence[str]]) -> str:
    """Return the text of docs/observability.md with a new table: one line for each metric.

    Raises:
        ValueError: the text lacks the comments around the table.
    """
    table = _table(("metric", "kind", "unit", "tag", "meaning"), metrics)
    return _with_table("docs/observability.md", page, table)


def _with_table(name: str, page: str, table: str) -> str:
    """Return a page with another table between the comments around it."""
    before, begin, rest = page.partition(_TABLE_BEGIN)
    opening, closed, rest = rest.partition(" -->\n\n")
    _, end, after = rest.partition(_TABLE_END)
    if not (begin and closed and end):
        raise ValueError(f"{name} lacks the comments around its table; git has the page with them.")
    return f"{before}{begin}{opening}{closed}{table}{end}{after}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table. Characters that would end a cell are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


def _text(comment: str | None) -> str:
    """Return a comment as Markdown text. ``<`` is escaped, because it would begin HTML."""
    return (comment or "").replace("<", "&lt;")


def _anchor(heading: str) -> str:
    """Return the fragment under which GitHub and GitLab show a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
