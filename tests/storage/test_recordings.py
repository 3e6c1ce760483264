"""Voices on both databases: a code opens one, nothing else does."""

from __future__ import annotations

from datetime import timedelta

from assistant.storage import Consent, Database
from tests.storage.conftest import NOW

CONSENT = Consent("the text", "v1", "button yes", NOW)


def join(database: Database, name: str, code: str) -> int:
    with database.begin() as tx:
        assert tx.recordings.join(name, code, "invitation", "browser", CONSENT)
        speaker = tx.recordings.speaker(name)
        assert speaker
        return speaker.id


def test_two_people_never_share_a_code(database: Database) -> None:
    join(database, "v1", "123456786")
    with database.begin() as tx:
        assert not tx.recordings.join("v2", "123456786", "invitation", "browser", CONSENT)
        assert tx.recordings.joined("invitation") == 1
        assert tx.recordings.joined("another") == 0


def test_what_is_said_is_counted_by_word_and_found_by_speaker(database: Database) -> None:
    one, two = join(database, "v1", "1"), join(database, "v2", "2")
    with database.begin() as tx:
        tx.recordings.keep(one, "لا", b"first", "noisy", (0.1, 0.5), NOW)
        tx.recordings.keep(one, "لا", b"again", "good", (0.2, 0.6), NOW)
        tx.recordings.keep(two, "لا", b"other", "good", (0.0, 0.4), NOW)
        tx.recordings.keep(two, "آه", b"more", "good", (0.0, 0.4), NOW)
        assert tx.recordings.counts() == {"لا": 2, "آه": 1}
        assert tx.recordings.said(one) == {"لا"}
        assert [(each.audio, each.quality, each.start, each.end) for each in tx.recordings.of(one)] == [
            (b"again", "good", 0.2, 0.6)
        ]


def test_what_a_speaker_tells_is_added_up(database: Database) -> None:
    speaker = join(database, "v1", "1")
    with database.begin() as tx:
        tx.recordings.describe(speaker, {"age": "60+"})
        tx.recordings.describe(speaker, {"sex": "woman"})
        tx.recordings.set_block(speaker, 2, ["لا", "آه"])
    with database.read() as tx:
        (told,) = tx.recordings.speakers()
    assert told.about == {"age": "60+", "sex": "woman"}
    assert (told.block, told.prompts, told.consent) == (2, ("لا", "آه"), CONSENT)


def test_a_code_erases_its_own_voice_once(database: Database) -> None:
    one, two = join(database, "v1", "1"), join(database, "v2", "2")
    with database.begin() as tx:
        for speaker in (one, two):
            tx.recordings.keep(speaker, "لا", b"sound", "good", (0, 1), NOW)
        assert tx.recordings.erase("3", NOW) is None
        assert tx.recordings.erase("1", NOW) == 1
        assert tx.recordings.erase("1", NOW + timedelta(days=1)) is None
        assert tx.recordings.withdrawn("1") == NOW
        assert tx.recordings.withdrawn("2") is None
        assert tx.recordings.speaker("v1") is None
        assert list(tx.recordings.of(one)) == []
        assert tx.recordings.said(two) == {"لا"}
