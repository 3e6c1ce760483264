"""A spoken statement at the appeals desk: heard for a reason, guessed at by a machine, written down by a person."""

from __future__ import annotations

import re
from base64 import b64decode
from random import Random

import numpy as np
import pytest

from assistant.appeals import Draft, file_appeal
from assistant.recording import statement
from assistant.speech.audio import pcm_of
from assistant.speech.recording import from_flac
from tests.console.conftest import House
from tests.console.payloads import PAYLOADS
from tests.console.test_injection import is_inert

SOUND = np.arange(-8000, 8000, dtype=np.int16)
GUESS = "carte AB123456"


def spoken(house: House, guess: str = GUESS) -> int:
    """An appeal with a statement of two seconds; gives the appeal's id."""
    contact_id, _ = house.person("bonjour", "1")
    now = house.town.clock()
    with house.database.begin() as tx:
        key = house.app.extensions["haqqi_console"].receipts_key
        appeal = file_appeal(tx, contact_id, Draft("correct", "household", ""), now, Random(), key).appeal
        said = statement.id_of(statement.keep(tx, contact_id, pcm_of(SOUND), now))
        assert said is not None
        assert tx.statements.attach(said, contact_id, appeal.id, contact_id)
        tx.statements.transcribe(said, guess, 0.31)
    return appeal.id


def test_it_is_heard_for_a_reason_that_is_noted(house: House, operator) -> None:
    appeal_id = spoken(house)
    address = f"/console/appeals/{appeal_id}/statement"
    assert operator.post(address, reason="curious").status_code == 400
    answer = operator.post(address, reason="office")
    assert answer.headers["Content-Security-Policy"].endswith("media-src data:")
    sound = re.search(r"data:audio/flac;base64,([^\"]+)", answer.text)
    assert sound
    assert np.array_equal(from_flac(b64decode(sound[1])), SOUND)
    assert house.audit(f"appeal:{appeal_id}") == ["listen"]


def test_what_the_machine_guessed_is_marked_and_never_in_the_letter(house: House, operator) -> None:
    appeal_id = spoken(house)
    page = operator.page(f"/console/appeals/{appeal_id}")
    assert "incertain (31 %)" in page
    assert "AB123456" not in page
    letter = operator.get(f"/console/appeals/{appeal_id}/letter?lang=fr").text
    assert "déclaration enregistrée" in letter
    assert "carte" not in letter


def test_what_an_operator_writes_down_becomes_the_appeals_words(house: House, operator) -> None:
    appeal_id = spoken(house)
    assert operator.post(f"/console/appeals/{appeal_id}/words", words=" ").status_code == 400
    assert operator.post(f"/console/appeals/{appeal_id}/words", words="J'ai vendu la voiture").status_code == 302
    assert "J&#39;ai vendu la voiture" in operator.get(f"/console/appeals/{appeal_id}/letter?lang=fr").text
    assert house.audit(f"appeal:{appeal_id}") == ["write_down", "letter"]


def test_without_a_statement_there_is_nothing_to_hear_or_to_write(house: House, operator) -> None:
    for path in ("statement", "words"):
        assert operator.post(f"/console/appeals/999999/{path}", reason="office", words="x").status_code == 404


@pytest.mark.parametrize("payload", PAYLOADS)
def test_script_in_a_guess_or_in_the_words_is_inert(house: House, operator, payload: str) -> None:
    appeal_id = spoken(house, payload)
    operator.post(f"/console/appeals/{appeal_id}/words", words=payload)
    is_inert(operator.page(f"/console/appeals/{appeal_id}"))
    page = operator.post(f"/console/appeals/{appeal_id}/statement", reason="office").text
    without_sound, ours = re.subn(r"<audio controls [^>]*></audio>", "", page)
    assert ours == 1
    is_inert(without_sound)
