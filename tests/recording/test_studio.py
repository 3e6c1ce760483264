"""A speaker from the consent to the code; what is kept of them, and what is not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from assistant.recording import Invitation, InvitationError, Studio, TooManyError, UnknownSpeakerError, WrongPromptError
from assistant.speech.recording import from_flac, is_code, new_code, to_flac
from assistant.speech.recording.consent import version
from assistant.storage.tables import recordings, speakers
from tests.recording.conftest import INVITATION, NOW, WHO, WORDS, comes, says_a_block, spoken
from tests.speech.sound import take


def test_a_consent_is_kept_word_for_word_with_its_version_time_and_way(studio: Studio) -> None:
    comes(studio)
    with studio.database.read() as tx:
        consent = tx.recordings.speakers()[0].consent
    assert WHO in consent.text
    assert "18" in consent.text
    assert (consent.version, consent.how, consent.at) == (version(consent.text), "button yes", NOW)


def test_each_speaker_has_a_name_by_lot_and_a_code_that_is_another(studio: Studio) -> None:
    first, second = comes(studio), comes(studio)
    codes = {studio.code(first), studio.code(second)}
    assert len({first, second} | codes) == 4
    assert all(map(is_code, codes))


def test_no_more_come_than_were_invited_even_after_one_withdrew(studio: Studio) -> None:
    few = Invitation("0000", WHO, 2, INVITATION.until)
    first = studio.join(few, "fr", "browser", "button yes")
    studio.join(few, "fr", "browser", "button yes")
    studio.erase(studio.code(first))
    with pytest.raises(InvitationError):
        studio.join(few, "fr", "browser", "button yes")


def test_two_minutes_are_said_and_another_block_follows(studio: Studio) -> None:
    name = comes(studio)
    assert says_a_block(studio, name) == 16
    assert studio.said(name) == {prompt.text for prompt in studio.block(name)}
    words = studio.next_block(name)
    assert not {prompt.text for prompt in words} & set(WORDS.digits)
    assert studio.block(name) == words


def test_it_ends_where_all_is_said(studio: Studio) -> None:
    name, blocks = comes(studio), 0
    while studio.next_block(name):
        says_a_block(studio, name)
        blocks += 1
    assert blocks == 3
    assert set(WORDS.others) <= studio.said(name)
    assert studio.progress().unsaid == ()


def test_the_next_person_says_what_the_last_one_did_not(studio: Studio) -> None:
    first, second = comes(studio), comes(studio)
    for name in (first, second):
        studio.next_block(name)
        studio.next_block(name)
        says_a_block(studio, name)
    left_out = set(WORDS.others) - studio.said(first)
    assert left_out <= studio.said(second)


def test_said_again_takes_the_place_of_what_was_said_before(studio: Studio) -> None:
    name = comes(studio)
    text = studio.block(name)[0].text
    assert studio.take(name, text, take(db=-47, noise_db=-75), 8000).problem == "quiet"
    assert studio.take(name, text, take(), 8000).problem == ""
    with studio.database.read() as tx:
        assert [each.quality for each in tx.recordings.of(tx.recordings.speakers()[0].id)] == ["good"]


def test_what_is_not_usable_is_not_kept(studio: Studio) -> None:
    name = comes(studio)
    assert studio.take(name, studio.block(name)[0].text, take(after=0), 8000).problem == "cut_end"
    assert studio.said(name) == frozenset()


def test_only_what_was_asked_for_is_taken(studio: Studio) -> None:
    name = comes(studio)
    studio.block(name)
    with pytest.raises(WrongPromptError):
        studio.take(name, "شي حاجة خرا", take(), 8000)


def test_who_never_stops_is_stopped(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.recording.studio.TAKES_AN_HOUR", 2)
    name = comes(studio)
    text = studio.block(name)[0].text
    for _ in "12":
        studio.take(name, text, take(), 8000)
    with pytest.raises(TooManyError):
        studio.take(name, text, take(), 8000)


def test_the_files_hold_neither_sound_nor_what_a_person_told(studio: Studio, tmp_path: Path) -> None:
    """Neither as FLAC nor as samples; with the key it is all there."""
    name = comes(studio)
    text, samples = studio.block(name)[0].text, spoken(1)
    studio.take(name, text, samples, 8000)
    studio.describe(name, {"age": "60+", "region": "souss-massa"})
    stored = b"".join(path.read_bytes() for path in (tmp_path / "home").iterdir())
    flac = to_flac(samples)
    assert len(stored) > len(flac)
    for secret in (flac[60:90], samples.tobytes()[4000:4040], b"souss-massa", studio.code(name).encode(), b"fLaC"):
        assert secret not in stored
    with studio.database.read() as tx:
        kept = next(tx.recordings.of(tx.recordings.speakers()[0].id))
    assert (from_flac(kept.audio) == samples).all()


def test_no_column_could_hold_a_telephone_number() -> None:
    """A voice leads to no contact, no conversation and no number."""
    columns = {column.name for table in (speakers, recordings) for column in table.columns}
    assert not {name for name in columns if "contact" in name or "phone" in name or "conversation" in name}
    assert [key.target_fullname for table in (speakers, recordings) for key in table.foreign_keys] == ["speakers.id"]


def test_erasing_takes_sound_and_all_that_was_told_and_leaves_that_it_was_withdrawn(studio: Studio) -> None:
    name, other = comes(studio), comes(studio)
    studio.describe(name, {"sex": "woman"})
    says_a_block(studio, name)
    studio.take(other, studio.block(other)[0].text, take(), 8000)
    code = studio.code(name)
    assert studio.erase(code) == NOW
    with studio.database.read() as tx:
        rows = tx.recordings.connection.execute(select(speakers).order_by(speakers.c.id)).all()
        left = tx.recordings.connection.execute(select(recordings.c.speaker_id)).scalars().all()
    gone, stays = rows
    assert (gone.code, gone.about, gone.prompts, gone.withdrawn_at) == (None, None, None, NOW)
    assert stays.withdrawn_at is None
    assert left == [stays.id]
    with pytest.raises(UnknownSpeakerError):
        studio.block(name)


def test_erasing_twice_tells_when_it_was(studio: Studio, clock) -> None:
    code = studio.code(comes(studio))
    studio.erase(code)
    clock.moment += timedelta(days=1)
    assert studio.erase(code) == NOW


def test_a_wrong_code_erases_nothing_and_guessing_is_stopped(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.recording.studio.WRONG_CODES", 2)
    code = studio.code(comes(studio))
    assert studio.erase("1234") is None  # mistyped: guesses nothing, counts nothing
    for seed in (1, 2):
        assert studio.erase(new_code(Random(seed))) is None
    with pytest.raises(TooManyError):
        studio.erase(code)


def test_after_three_years_a_voice_goes_by_itself(studio: Studio) -> None:
    old = comes(studio)
    with studio.database.begin() as tx:
        assert tx.recordings.purge(NOW, NOW) == 0
        assert tx.recordings.purge(NOW + timedelta(seconds=1), NOW) == 1
    with pytest.raises(UnknownSpeakerError):
        studio.block(old)
