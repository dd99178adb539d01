"""Files that a machine wrote for machines are rejected by their kind."""

from __future__ import annotations

import gzip

import pytest

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import parse_document

MACHINE_FILES = {
    "access log": (
        '192.0.2.7 - - [03/Feb/2031:08:15:00 +0100] "GET /rss HTTP/1.1" 200 512 "-" "Reader/2"\n'
        '192.0.2.9 - ada [03/Feb/2031:08:15:01 +0100] "GET /a HTTP/1.1" 404 12 "-" "Reader/2"\n'
    ),
    "one line of an access log": '192.0.2.7 - - [03/Feb/2031:08:15:00 +0100] "GET / HTTP/2" 200 1 "-" "-"\n',
    "log of IIS": ("#Software: Server 10.0\n#Fields: date time cs-method\n2031-02-03 08:15:00 GET\n"),
    "error log of a server": (
        "2031/02/03 08:15:00 [error] 31#31: *7 upstream timed out while reading\n"
        "2031/02/03 08:15:09 [warn] 31#31: *8 a client request body is buffered\n"
    ),
    "error log of another server": (
        "[Mon Feb 03 08:15:00.123456 2031] [core:error] [pid 7] File does not exist: /srv/a\n"
        "[Mon Feb 03 08:15:04.123456 2031] [core:error] [pid 7] File does not exist: /srv/b\n"
    ),
    "syslog": (
        "Feb  3 08:15:00 mail postfix/smtpd[412]: connect from unknown[192.0.2.9]\n"
        "Feb  3 08:15:02 mail postfix/smtpd[412]: disconnect from unknown[192.0.2.9]\n"
    ),
    "syslog of RFC 5424": "<34>1 2031-02-03T08:15:00.003Z mx.example su - ID47 - 'su root' failed\n" * 2,
    "journal": "2031-02-03T08:15:00+0100 host systemd[1]: Started Daily cleaning.\n" * 2,
    "log with levels": (
        "2031-02-03 08:15:00,123 INFO  [main] app.Start - Started in 4 seconds\n"
        "2031-02-03 08:15:01,456 ERROR [main] app.Fetch - Reset by peer\n"
        "java.io.IOException: Reset by peer\n\tat app.Fetch.read(Fetch.java:31)\n\tat a.Main.run(A.java:9)\n"
        "2031-02-03 08:15:02,001 WARN  [main] app.Fetch - Trying again\n"
    ),
    "one line of a log": "2031-02-03 08:15:00 ERROR feed 31: reset by the peer\n",
    "log of Python": "INFO:fetch.http:Starting the fetch of feed 31\nWARNING:fetch.http:Slow answer\n",
    "log of glog": "I0203 08:15:00.123456    31 fetch.cc:12] Starting the fetch\n" * 2,
    "logfmt": 'time="2031-02-03T08:15:00Z" level=info msg="starting the fetch" feed=31\n' * 2,
    "log without levels": "2031-02-03 08:15:00 starting the fetch of a feed\n" * 4,
    "two requests": "2031-02-03T08:15:00Z GET /rss 200\n2031-02-03T08:15:01Z GET /a 404\n",
    "log with the time alone": "08:15:00.123 [main] INFO a - started\n08:15:01.456 [main] WARN a - slow\n",
    "rows with names": "story_id\tname\tcity\n1\tAda Quay\tGrenholm\n2\tPer Nord\tTarn\n3\tAnna Hall\tTarn\n",
    "day first": "03-Feb-2031 08:15:00.123 SEVERE [main] app.Start The server did not start\n" * 3,
    "JSON lines": (
        '{"time": "2031-02-03T08:15:00Z", "level": "error", "title": "Timeout", "description": "None."}\n'
        '{"time": "2031-02-03T08:15:09Z", "level": "info", "title": "Done", "description": "All was well."}\n'
    ),
    "numbers in JSON lines": '{"level": 30, "time": 1927955700000, "title": "request", "text": "done"}\n' * 2,
    "rows of tabs": "8811\t20310203\t203102\t2031.0932\t\t\t\tGOV\t\t1\t040\t-2.5\tNO\thttps://a.example/1\n"
    * 2,
    "one row of tabs": (
        "8811\t20310203\t203102\t2031.0932\t\t\t\tGOV\t\t1\t040\t-2.5\tNO\thttps://a.example/1\n"
    ),
    "CSV of numbers": "date,open,high,low,close\n2031-02-03,4.1,4.4,4.0,4.2\n2031-02-04,4.2,4.3,4.1,4.1\n",
    "semicolons": "51,4;7,2;13,9\n51,5;7,1;14,2\n51,6;7,3;14,0\n",
    "columns of blanks": "1927955700 51.4 7.2 13.9\n1927955760 51.5 7.1 14.2\n1927955820 51.6 7.3 14.0\n",
    "dump of MySQL": (
        "-- MySQL dump 10.13\n--\n\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `story`;\n"
        "INSERT INTO `story` VALUES (1,'Tunnel opens','Trams run again.');\n"
    ),
    "dump of PostgreSQL": (
        "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n"
        "COPY public.story (id, title) FROM stdin;\n1\tTunnel opens\n\\.\n"
    ),
    "dump of SQLite": (
        "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nINSERT INTO story VALUES(1,'Tunnel opens');\nCOMMIT;\n"
    ),
    "trace of Python": (
        'Traceback (most recent call last):\n  File "/srv/a.py", line 31, in read\n    return read(b)\n'
        "ValueError: no such feed\n"
    ),
    "trace of Java": (
        'Exception in thread "main" java.lang.IllegalStateException: no such feed\n'
        "\tat app.Feed.read(Feed.java:31)\n\tat app.Main.main(Main.java:7)\n"
    ),
    "trace of JavaScript": (
        "TypeError: a is not a function\n    at read (/srv/a.js:31:7)\n    at /srv/b.js:9:2\n"
    ),
    "trace of Go": "panic: no such feed\n\ngoroutine 1 [running]:\nmain.read()\n\t/srv/a.go:31 +0x1d\n",
    "trace of PHP": (
        "PHP Fatal error:  Uncaught Exception: no\nStack trace:\n#0 /srv/a.php(31): f()\n#1 {main}\n"
    ),
    "trace of .NET": (
        "System.InvalidOperationException: no such feed\n   at App.Feed.Read() in C:\\a.cs:line 31\n"
        "   at App.Main(String[] a)\n"
    ),
    "WARC": (
        "WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
        "<?xml version='1.0'?>\n<rss><channel><item><title>Tunnel opens</title></item></channel></rss>\r\n"
    ),
    "ARC": "filedesc://a.arc 0.0.0.0 20310203081500 text/plain 77\n1 0 Pages\n",
    "playlist": "#EXTM3U\n#EXTINF:10,\nhttps://a.example/1.ts\n",
    "subtitles": "WEBVTT\n\n00:01.000 --> 00:04.000\nThe tunnel opens.\n",
    "vCard": "BEGIN:VCARD\nVERSION:3.0\nFN:Tram Desk\nEND:VCARD\n",
    "certificate": "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n-----END CERTIFICATE-----\n",
    "robots.txt": "User-agent: *\nDisallow: /private\n",
    "measurements": "# HELP fetch_total Fetches.\n# TYPE fetch_total counter\nfetch_total 31\n",
    "difference": "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n",
}


@pytest.mark.parametrize("name", MACHINE_FILES)
def test_a_machines_file_is_rejected_by_its_kind(name: str) -> None:
    [rejected] = parse_document(Document(MACHINE_FILES[name].encode(), "drop"), Defaults())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "machine-file"


def test_a_compressed_log_is_rejected_too() -> None:
    content = gzip.compress(MACHINE_FILES["syslog"].encode())
    [rejected] = parse_document(Document(content, "mail.log.gz"), Defaults())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "machine-file"


def test_a_long_log_is_recognised_by_its_beginning() -> None:
    content = MACHINE_FILES["log with levels"] * 30_000
    [rejected] = parse_document(Document(content.encode(), "a.log"), Defaults())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "machine-file"


STORIES = {
    "a story with a time": (
        "2031-02-03 08:15:00\n\nTunnel opens\n\nTrams run through the tunnel again, the city said.\n"
    ),
    "a flash with a time": "2031-02-03 08:15:00 Storm warning for the coast, the ferries stay in harbour\n",
    "a story about a log": (
        "GRENHOLM, Feb 3 (Norwind) - The log of the server was public, the city said on Monday.\n\n"
        '"2031-02-03 08:15:00 ERROR no such user," one of its lines read.\n\nThe city took it away.\n'
    ),
    "a story with a table": (
        "Results of the tram races\n\nNorth\t3\t1\t0\t10\nSouth\t2\t2\t0\t8\nEast\t1\t1\t2\t4\n"
    ),
    "a table with a title": "Prices of tram tickets, in crowns\nNorth\t31\t28\nSouth\t30\t27\nEast\t29\t26\n",
    "a timetable": "08:15 The mayor opens the tunnel\n09:00 Trams run\n10:30 The party begins\n",
    "sentences with commas": (
        "The mayor came, saw the tunnel, and left.\nThe trams came, stopped, and left.\n"
        "The people came, cheered, and left.\n"
    ),
    "a story on error": "Error in the tunnel's plans: the trams do not fit, the city said on Monday.\n",
    "a story that selects": (
        "Set free after 31 years: the tram driver of Grenholm left the prison on Monday.\n"
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_story_is_no_machines_file(name: str) -> None:
    [item] = parse_document(Document(STORIES[name].encode(), "drop"), Defaults())
    assert isinstance(item, Item)
