"""Tasks arrive as they were sent, and a large document is not copied on its way."""

from __future__ import annotations

import os
import threading
import tracemalloc
from multiprocessing import Pipe

from newswire.model import Defaults, Document
from newswire.workers.tasks import Task, receive, send

LARGE = b"x" * 3_000_000


def sent(task: Task) -> Task:
    """Send a task through a pipe, and return it as it arrives."""
    ours, theirs = Pipe()
    with ours, theirs:
        sending = threading.Thread(target=send, args=(ours, task))
        sending.start()
        arrived = receive(theirs)
        sending.join()
    return arrived


def test_a_document_to_judge_arrives_whether_it_is_small_or_large() -> None:
    for content in (b"", b"small", LARGE):
        task = (Document(content, "a.xml", url="http://quay.example/"), Defaults(source="quay"))
        assert sent(task) == task


def test_documents_arrive_in_their_order_with_the_numbers_of_their_fetches() -> None:
    kept = [(number, Document(content, f"{number}")) for number, content in enumerate([b"a", LARGE, b"b"])]
    assert sent((kept, None)) == (kept, None)


def test_the_sender_makes_no_copy_of_a_large_document() -> None:
    ours, theirs = Pipe()
    with ours, theirs:
        receiving = threading.Thread(target=_drain, args=(theirs.fileno(),))
        receiving.start()
        task = (Document(LARGE, "a"), None)
        tracemalloc.start()
        send(ours, task)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        receiving.join()
    assert peak < 0.5 * len(LARGE)


def _drain(descriptor: int) -> None:
    left = len(LARGE)
    while left > 0:
        left -= len(os.read(descriptor, 65_536))
