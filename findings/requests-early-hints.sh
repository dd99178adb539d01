#!/bin/sh
# Guess:    requests waits for the final response: an interim one (1xx) is none (RFC 9110, section 15.2).
# Fact:     it skips 100 only. It returns 103 Early Hints (RFC 8297) as the response, with an empty body and without
#           an error: raise_for_status() passes. The response 200 with the feed stays unread.
# Package:  requests 2.34.2 with urllib3 2.8.0 on Python 3.11 (http.client)
# Met in:   polls of feeds behind servers and content delivery networks that send Early Hints: an empty day
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'requests==2.34.2' 'urllib3==2.8.0'
"$folder/venv/bin/python" - <<'PYTHON'
import platform
import socket
import sys
import threading
from importlib.metadata import version

import requests

BODY = b"<rss version='2.0'><channel><title>Harbour Wire</title></channel></rss>"
ANSWER = (
    b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    % len(BODY)
) + BODY


def serve(listener):
    connection, _ = listener.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(ANSWER)


with socket.create_server(("127.0.0.1", 0)) as listener:
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    session = requests.Session()
    session.trust_env = False
    response = session.get(f"http://127.0.0.1:{listener.getsockname()[1]}/feed.xml", timeout=10)
    response.raise_for_status()

print("requests", version("requests"), "urllib3", version("urllib3"), "Python", platform.python_version())
print("status", response.status_code, "body", response.content)
sys.exit((response.status_code, response.content) != (103, b""))
PYTHON
