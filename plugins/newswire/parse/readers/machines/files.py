"""Text that machines write for machines: logs, dumps of databases, stack traces, tables of values.

Each kind is recognised by its own form in most lines, never by a word: a story about a log stays a story.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice

from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.readers.machines.printed import end_of_printed, end_of_printed_before_json

_SAMPLE = 65_536
_LINES = 400

_MARKS = (
    # The first characters that a specification, or a program's own manual, gives to its files.
    (late_pattern(r"WARC/\d|filedesc://"), "an archive of web pages (WARC)"),
    (late_pattern(r"#(?:Software|Fields|Version): "), "a log of a web server"),
    (late_pattern(r"#EXTM3U\b|\[playlist\]\s"), "a playlist"),
    (late_pattern(r"WEBVTT\b"), "subtitles"),
    (late_pattern(r"BEGIN:VCARD\s", re.IGNORECASE), "an address card (vCard)"),
    (
        late_pattern(r"-----BEGIN (?!PGP (?:SIGNED )?MESSAGE)[A-Z0-9 ]{3,40}-----"),
        "a key, certificate or signature",
    ),
    (late_pattern(r"#! ?/\S+/(?:env\s|\w+\s)"), "a program"),
    (late_pattern(r"<\?php\s"), "a program"),
    (late_pattern(r"diff --git |--- \S+.*\n\+\+\+ \S+.*\n@@ "), "a difference between files"),
    (late_pattern(r"# (?:HELP|TYPE) [a-z_:]+ "), "measurements (Prometheus)"),
    (
        late_pattern(r"(?:#.*\n|\s)*User-agent: ?\S+\s+(?:Dis)?allow:", re.IGNORECASE),
        "rules for crawlers (robots.txt)",
    ),
    (late_pattern(r"%!PS-|%PDF-"), "a printed page"),
)

_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_CLOCK = rf"\d\d:\d\d:\d\d(?:[.,]\d{{1,9}})?{_ZONE}(?: [AP]M)?"
_DAY = r"(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d?[-/. ](?:\d\d|[A-Z][a-z]{2})[-/. ]\d{4}|[A-Z][a-z]{2} \d\d?, \d{4})"
_STAMP = rf"{_DAY}[T ,:_]{{1,2}}{_CLOCK}"
_STAMP_OF_SYSLOG = r"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d"  # RFC 3164
_LEVEL = (
    r"(?:trace|debug|info|notice|warn|warning|error|err|fatal|crit|critical|severe|alert|emerg|fine|finer|finest|"
    r"config|verbose)"
)
_STAMPED = late_pattern(rf"[\[(<\"']?{_STAMP}[\])>\"']?[\s:|,;-]+\S")
_LEVELLED = late_pattern(
    rf".{{0,80}}(?:\b(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL|CRITICAL)\b|(?i:[\[(<]{_LEVEL}[\])>]))"
)
_LOG_LINES = tuple(
    map(
        re.compile,
        (
            rf"(?i:[\[(<]?{_LEVEL}[\])>]?[\s:|,-]+[\[(]?(?:{_STAMP}|{_CLOCK}))",
            rf"(?i:{_LEVEL}:[\w.]+:\S)",  # logging of Python
            rf"[\[(]?{_CLOCK}[\])]?[\s|,-]+(?:\[[^\]]{{1,60}}\] +)?(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b",
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)[\s|,;-]+\S",
            r"[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s",  # glog
            rf"(?:{_STAMP_OF_SYSLOG}|{_STAMP}) \S+ [\w./() -]{{1,60}}\[\d+\]: ",
            rf"{_STAMP_OF_SYSLOG} [\w.-]+ [\w./-]{{1,60}}: ",
            r"<\d{1,3}>(?:\d )?\S",  # RFC 5424
            r"\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] ",  # web servers
            r"\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \d{4}\] ",  # Apache's errors
            r"\d{10}\.\d{3} +\d+ \S+ ",  # Squid
            r"\[ *\d+\.\d{6}\] ",  # the kernel's ring buffer
            r"(?=.*\b(?:level|lvl|severity)=\w)(?=.*\b(?:msg|message|time|ts|event)=)",  # logfmt
        ),
    )
)
_FEWEST = 3
"""Lines of a log whose lines have a time and no level."""
_MOST = 0.6

_STATEMENT = late_pattern(
    r"(?:CREATE (?:OR REPLACE )?(?:TEMP(?:ORARY)? )?(?:UNIQUE )?(?:TABLE|DATABASE|SCHEMA|INDEX|SEQUENCE|TYPE|"
    r"EXTENSION|FUNCTION|VIEW|USER|ROLE|TRIGGER)|DROP (?:TABLE|DATABASE|SCHEMA|INDEX|VIEW)|"
    r"ALTER (?:TABLE|DATABASE)|INSERT INTO|REPLACE INTO|DELETE FROM|UPDATE \S+ SET|COPY \S+ (?:\(|FROM)|"
    r"SET [@\w.]+ ?(?:=|TO )|BEGIN(?: TRANSACTION)?;|START TRANSACTION|PRAGMA \w+|LOCK TABLES|USE \S+;|"
    r"SELECT pg_catalog\.|/\*!\d{5})",
    re.IGNORECASE,
)
_SQL_COMMENT = late_pattern(r"(?:--|#)(?:\s.*)?$|/\*(?!!).*\*/\s*;?$")
_SQL_END = late_pattern(r";\s*$", re.MULTILINE)

_FRAME = late_pattern(
    r"\s*(?:at [\w.$<>`/]+ ?[(\[]|at (?:async )?\S+:\d+:\d+|File \"[^\"]+\", line \d+|"
    r"#\d+ +(?:0x[0-9a-f]+|\S+\(\d+\)|\{main\}|\[internal)|from \S+:\d+:in |"
    r"\S+\.(?:go|rs|py|rb|js|ts|java|c|cc|cpp|cs|ex|php):\d+|\d+: +0x[0-9a-f]|"
    r"\.\.\. \d+ (?:more|common frames))"
)
_TRACE = late_pattern(
    r"Traceback \(most recent call last\)|Exception in thread|Caused by: |panic: |goroutine \d+ \[|"
    r"thread '.*' panicked|(?:PHP )?Stack trace:|(?:PHP )?Fatal error: +Uncaught |Un(?:handled|caught) \w+|"
    r"[\w.$]+(?:Exception|Error)\b(?::|$)"
)

_NO_VALUE = frozenset(("", "-", "true", "false", "null", "none", "nan", "n/a", "\\n"))
_LONGEST_VALUE, _LONGEST_CODE = 300, 3
_VALUES, _NEARLY_ALL, _SAME_WIDTH = 0.6, 0.9, 0.95
_COLUMNS, _COLUMNS_OF_ONE_ROW = 3, 8

_LEVELS = frozenset(("trace", "debug", "info", "notice", "warn", "error", "fatal", "critical"))
_NAMES_OF_LEVEL = ("level", "severity", "loglevel", "log.level", "lvl", "levelname", "severitytext")
_NAMES_OF_TIME = ("time", "ts", "timestamp", "@timestamp", "asctime", "datetime", "date", "t")


_DOCUMENT = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml\s|!(?i:DOCTYPE)|!--|[A-Za-z][\w:.-]*(?:\s[^<>]*=|>\s*<))|\{|\[\s*[\[{"])"""
)
"""The beginning of XML, HTML or JSON, which have no form of a machine's file; most documents are such."""


def kind_of(content: bytes) -> str | None:
    """Return the kind of a machine's file, as a noun for people; None for any other text."""
    if _DOCUMENT.match(content):
        return None
    text = content[:_SAMPLE].decode("latin-1").lstrip("\u00ef\u00bb\u00bf\r\n\t ")
    for mark, kind in _MARKS:
        if mark.match(text):
            return kind
    if end_of_printed(content) or end_of_printed_before_json(content):  # a feed stands below
        return None
    if len(content) > _SAMPLE:
        text = text.rpartition("\n")[0]
    lines = [line.rstrip() for line in text.split("\n", _LINES)[:_LINES] if line.strip()]
    if _is_log(lines):
        return "a log"
    if _is_sql(lines, text):
        return "a dump of a database (SQL)"
    return "a stack trace" if _is_trace(lines) else None


def _is_log(lines: Sequence[str]) -> bool:
    """Return whether most lines that are not indented begin as lines of logs do."""
    first = islice((line[:_LONGEST_BEGINNING] for line in lines if not line[0].isspace()), 3)
    if not any(_is_log_line(line) or _STAMPED.match(line) for line in first):
        return False
    entries = [line[:_LONGEST_BEGINNING] for line in lines if not line[0].isspace()]
    sure = sum(1 for line in entries if _is_log_line(line))
    stamped = sum(1 for line in entries if _STAMPED.match(line) and not _is_log_line(line))
    return sure + stamped >= len(entries) * _MOST and (sure > 0 or stamped >= _FEWEST)


_LONGEST_BEGINNING = 1_000


def _is_log_line(line: str) -> bool:
    if _STAMPED.match(line) and _LEVELLED.match(line):
        return True
    return any(form.match(line) for form in _LOG_LINES)


def _is_sql(lines: Sequence[str], text: str) -> bool:
    """Return whether the first line that is no comment begins a statement, and some line ends one."""
    first = next((line for line in lines if not _SQL_COMMENT.match(line.strip())), "")
    return _STATEMENT.match(first.strip()) is not None and _SQL_END.search(text) is not None


def _is_trace(lines: Sequence[str]) -> bool:
    """Return whether a trace begins the text, or makes up most of it."""
    frames = sum(1 for line in lines if _FRAME.match(line))
    if not frames:
        return False
    heads = sum(1 for line in lines if _TRACE.match(line.strip()))
    if heads and _TRACE.match(lines[0].strip()):
        return True
    indented = sum(1 for line in lines if line[0].isspace() and not _FRAME.match(line))
    return frames > 1 and (frames + heads + indented) >= len(lines) * _MOST


def is_table_of_values(text: str) -> bool:
    """Return whether every line is a row of one table, and most of its cells are numbers, codes or addresses.

    A table with a title, or with sentences in its cells, is a story's or has stories.
    """
    lines = [line for line in text[:_SAMPLE].split("\n", _LINES)[:_LINES] if line.strip()]
    if len(text) > _SAMPLE and len(lines) > 1:
        lines.pop()
    return any(_is_table(_rows(lines, separator), separator) for separator in ("\t", ",", ";", "|", None))


def _rows(lines: list[str], separator: str | None) -> list[list[str]]:
    if separator is None:
        return [line.split() for line in lines]
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return []


def _is_table(rows: list[list[str]], separator: str | None) -> bool:
    if not rows:
        return False
    (width, count), *_ = Counter(map(len, rows)).most_common(1)
    if count < len(rows) * _SAME_WIDTH or width < 2 or (len(rows) == 1 and width < _COLUMNS_OF_ONE_ROW):
        return False
    if separator and len(rows) > 2 and width >= _COLUMNS and _are_names_of_columns(rows[0]):
        return all(len(cell.split()) <= _LONGEST_TERM for row in rows for cell in row)
    if separator and len(rows) > 2 and not any(_is_value(cell) and cell.strip() for cell in rows[0]):
        rows = rows[1:]  # the names of the columns
    cells = [cell for row in rows for cell in row]
    share = sum(map(_is_value, cells)) / len(cells)
    return share >= (_VALUES if separator and width >= _COLUMNS else _NEARLY_ALL)


def _are_names_of_columns(row: list[str]) -> bool:
    """Return whether a row has a program's names, such as ``event_id``, not a reader's (``Team``)."""
    names = [cell.strip() for cell in row]
    written = [_NAME.fullmatch(name) for name in names]
    return all(written) and len(set(names)) == len(names) and _IDENTIFIER.search("\t".join(names)) is not None


_IDENTIFIER = late_pattern(r"_|(?i:(?:^|\t)id(?:\t|$))")
_NAME = late_pattern(r"[A-Za-z_][\w.]{0,40}", re.ASCII)
_LONGEST_TERM = 6
"""Words of a cell that is no sentence."""


def _is_value(cell: str) -> bool:
    """Return whether a cell is empty, a number, a date, a code or an address."""
    cell = cell.strip().strip("\"'")
    if len(cell) > _LONGEST_VALUE:
        return False
    digits = any(map(str.isdigit, cell))
    if len(cell.split()) > 1:
        return digits and not any(map(str.isalpha, cell))
    code = cell.isascii() and cell.isupper() and len(cell) <= _LONGEST_CODE
    return digits or code or cell.lower() in _NO_VALUE or cell.startswith(("http://", "https://"))


def is_log_entry(record: Mapping[str, object]) -> bool:
    """Return whether an object of JSON is an entry of a log: it has a level and a time."""
    values = {name.lower().replace("_", ""): value for name, value in record.items()}
    level = next((value for name in _NAMES_OF_LEVEL if (value := values.get(name)) is not None), None)
    known = str(level).lower() in _LEVELS or (isinstance(level, int) and level in range(10, 61, 10))
    return known and any(values.get(name) is not None for name in _NAMES_OF_TIME)
