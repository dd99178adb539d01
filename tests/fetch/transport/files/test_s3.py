"""An open bucket: objects, and a server that leads to another host."""

from __future__ import annotations

import pytest

from newswire.fetch import FetchError
from newswire.fetch.credentials import Login
from newswire.fetch.listing import File
from newswire.fetch.transport.files.dial import Endpoint
from newswire.fetch.transport.files.s3 import opened
from tests.support.s3_server import KEY, WORD, serving_s3
from tests.support.site import serving


def test_a_bucket_lists_and_reads() -> None:
    with serving_s3() as site:
        site.put("day/a.xml", b"<a/>")
        login = Login(None, None, KEY, WORD)
        with opened(Endpoint("wire", "S3", 443, 5), login, site.url, None, "path", "wires") as bucket:
            [file] = bucket.objects("day/")
            assert (file.at, file.size) == ("day/a.xml", 4)
            assert bucket.read(file) == b"<a/>"
            assert bucket.read(File("gone", "gone", 4, etag=file.etag)) is None
            assert list(bucket.objects("night/")) == []


@pytest.mark.parametrize("region", ["x@HOST/", "eu-quay-1"])
def test_a_region_in_an_answer_leads_to_no_other_host(region: str) -> None:
    with serving() as site, serving() as inner:
        answer = b"<Error><Code>PermanentRedirect</Code></Error>"
        region = region.replace("HOST", inner.url.removeprefix("http://"))
        site.reply("/wires", answer, 301, Location=inner.url, x_amz_bucket_region=region)
        login = Login(None, None, KEY, WORD)
        with (
            opened(Endpoint("wire", "S3", 443, 5), login, site.url, None, "path", "wires") as bucket,
            pytest.raises(FetchError, match=r"in another region\. Correct region|was lost"),
        ):
            list(bucket.objects(""))
        assert inner.requests == []
