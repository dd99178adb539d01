#!/bin/sh
# Guess:    `with client.get_object(…)["Body"] as body` reads the object as `Body.read()` does, with its checks.
# Fact:     the context gives the raw stream of urllib3. The checksum that the server states is not compared, so a
#           damaged object is returned without an error, where `Body.read()` raises FlexibleChecksumError.
# Package:  botocore 1.44.8 with urllib3 2.8.0 on Python 3.11
# Met in:   collectors of wire files in buckets, which close each body by a context
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'botocore==1.44.8' 'urllib3==2.8.0'
"$folder/venv/bin/python" - <<'PYTHON'
import base64
import platform
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version

import botocore.session
from botocore.exceptions import FlexibleChecksumError

STORY = b"PORT ALBERS - The coal quay closed at noon."
DAMAGED = STORY.replace(b"noon", b"moon")
CHECKSUM = base64.b64encode(zlib.crc32(STORY).to_bytes(4, "big")).decode()


class Bucket(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(DAMAGED)))
        self.send_header("x-amz-checksum-crc32", CHECKSUM)
        self.end_headers()
        self.wfile.write(DAMAGED)

    def log_message(self, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), Bucket)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = botocore.session.Session().create_client(
    "s3",
    "us-east-1",
    endpoint_url=f"http://127.0.0.1:{server.server_port}",
    aws_access_key_id="quay",
    aws_secret_access_key="quay",
)
try:
    plain = client.get_object(Bucket="wires", Key="story")["Body"].read()
except FlexibleChecksumError as error:
    plain = type(error).__name__
with client.get_object(Bucket="wires", Key="story")["Body"] as body:
    inside = body.read()
server.shutdown()

print("botocore", version("botocore"), "urllib3", version("urllib3"), "Python", platform.python_version())
print("Body.read():", plain)
print("with Body as body:", inside)
sys.exit((plain, inside) != ("FlexibleChecksumError", DAMAGED))
PYTHON
