"""The stage after the loads that finds translations: texts in other languages that are the same story.

It reads the versions that it has not seen, in batches. Each batch is two transactions. The first one compares
the new texts and keeps the pairs that are alike; no load waits for it. The second one holds the lock of the
loads, to join and part the stories of the new pairs. If the stage is killed or fails, the next call goes on.

Whether two texts are alike depends on the two alone, and the best partner on all that are there. So neither
the order of arrival nor the size of the batches changes a story.
"""

from __future__ import annotations

import logging

import psycopg

from newswire.errors import RetriableError
from newswire.translations.joining import join_partners
from newswire.translations.reading import Known, nothing_known, read_some

logger = logging.getLogger(__name__)

_LOCK = 7_306_504
"""Key of the advisory lock. It lets one batch be compared at a time, in order of the versions' numbers."""


class TranslationError(RetriableError):
    """Translations could not be looked for."""


def link(connection: psycopg.Connection, known: Known = nothing_known) -> int:
    """Join the new stories with those that are the same in another language. Return the number of new links.

    ``known`` has keys of texts that were made before.

    A replay that runs meanwhile holds the versions that it takes back. They are left to the replay's own
    call, with a warning in the log.

    Raises:
        TranslationError: the database refuses; loaded stories stay as they are.
    """
    linked = 0
    try:
        while True:
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                read = read_some(connection, known)
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                linked += join_partners(connection)
            if not read:
                break
            logger.info("%s stories are looked at for translations.", f"{read:,}")
    except psycopg.errors.LockNotAvailable:
        logger.warning("A replay is at work; translations of the other new stories are found after it.")
    except psycopg.Error as error:
        raise TranslationError(
            f"Stories are loaded, but their translations are not all joined: {str(error).strip()}. The next "
            "run tries again."
        ) from error
    return linked
