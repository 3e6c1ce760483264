"""The pages of the recording kit, without a browser: who gets in, what is taken, and what a page may do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.app import create_app
from assistant.channels.recording.views import MOST_BYTES
from assistant.recording import Invitation
from assistant.settings import load_settings
from assistant.speech.recording.consent import CONSENT
from tests.recording.conftest import WHO, spoken
from tests.speech.sound import take

LOCALES = ("ary-Arab", "ary-Latn", "fr")
HOSTILE = "<script>document.title='pwned'</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(
        load_settings(home=tmp_path_factory.mktemp("recording"), redis_url="", database_url=""), dispatch=False
    )


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def link(app: Flask, people: int = 30, days: int = 1, who: str = WHO) -> str:
    invitation = Invitation.new(who, people, datetime.now(UTC) + timedelta(days=days))
    return f"/recording/{app.extensions['haqqi_passes'].invite(invitation)}"


def begin(app: Flask, client: FlaskClient) -> str:
    """Agrees, tells nothing, and gives the address of the page with the words."""
    answer = client.post(f"{link(app)}?lang=fr", data={"answer": "yes"})
    about = answer.headers["Location"]
    return str(client.post(about, data={"age": "", "region": ""}).headers["Location"])


def address(page: str, more: str = "") -> str:
    return page.partition("?")[0] + more


def send(client: FlaskClient, page: str, text: str, samples: np.ndarray, rate: int = 8000):
    query = {"lang": "fr", "rate": str(rate), "text": text}
    return client.post(address(page, "/takes"), query_string=query, data=samples.tobytes())


def words_of(app: Flask, page: str) -> list[str]:
    name = app.extensions["haqqi_passes"].name(address(page).rpartition("/")[2], datetime.now(UTC))
    return [prompt.text for prompt in app.extensions["haqqi_studio"].block(name)]


@pytest.mark.parametrize("path", ["/recording/nothing", "/recording/voice/nothing", "/recording/voice/nothing/end"])
def test_nobody_gets_in_from_the_street(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 403
    assert "data-prompts" not in answer.text
    assert client.post(path, data={"answer": "yes"}).status_code in (403, 405)


def test_an_invitation_that_is_over_or_used_up_admits_nobody(app: Flask, client: FlaskClient) -> None:
    assert client.get(link(app, days=-1)).status_code == 403
    once = link(app, people=1)
    assert client.post(once, data={"answer": "yes"}).status_code == 303
    assert client.post(once, data={"answer": "yes"}).status_code == 403


@pytest.mark.parametrize("locale", LOCALES)
def test_the_text_stands_in_each_language_and_runs_its_way(app: Flask, client: FlaskClient, locale: str) -> None:
    page = client.get(f"{link(app)}?lang={locale}").text
    assert f'lang="{locale}" dir="{"rtl" if locale == "ary-Arab" else "ltr"}"' in page
    assert "Association Amal" in page
    assert "18" in page


@pytest.mark.parametrize(("accept", "locale"), [("fr-FR,fr;q=0.9", "fr"), ("ar-MA", "ary-Arab"), ("", "ary-Arab")])
def test_without_a_choice_the_browsers_language_is_taken(app: Flask, client: FlaskClient, accept: str, locale) -> None:
    assert f'<html lang="{locale}"' in client.get(link(app), headers={"Accept-Language": accept}).text


def test_groups_of_digits_keep_their_order_in_a_right_to_left_line(app: Flask, client: FlaskClient) -> None:
    """A code that is read backwards erases nothing, and a telephone number reaches nobody."""
    page = begin(app, client)
    assert "\u20660522\u00a000\u00a000\u00a000\u2069" in client.get(f"{link(app)}?lang=ary-Arab").text
    told = client.get(address(page, "/end?lang=ary-Arab")).text
    assert re.search(r"\u2066\d{3}\u00a0\d{3}\u00a0\d{3}\u2069", told)


def test_a_no_keeps_nothing(app: Flask, client: FlaskClient) -> None:
    before = app.extensions["haqqi_studio"].progress()
    answer = client.post(f"{link(app)}?lang=fr", data={"answer": "no"})
    assert "Nous n'avons rien gardé" in answer.text.replace("&#39;", "'")
    assert app.extensions["haqqi_studio"].progress() == before


def test_from_consent_to_code_and_to_nothing(app: Flask, client: FlaskClient) -> None:
    page = begin(app, client)
    words = words_of(app, page)
    for text in words:
        answer = send(client, page, text, spoken(len(text.split())))
        assert (answer.status_code, answer.json["problem"]) == (200, "")
    assert 'data-prompts="[]"' in client.get(page).text
    assert client.post(address(page, "/more")).headers["Location"].startswith(address(page))
    code = re.search(r'id="code">([\d ]+)<', client.get(address(page, "/end")).text)
    assert code
    assert "C&#39;est effacé" in client.post("/recording/erase?lang=fr", data={"code": code[1]}).text
    assert client.get(page).status_code == 403


def test_a_verdict_comes_at_once_with_a_sentence(app: Flask, client: FlaskClient) -> None:
    page = begin(app, client)
    told = send(client, page, words_of(app, page)[0], take(db=-47, noise_db=-75)).json
    assert (told["problem"], told["said"]) == ("quiet", "Parlez un peu plus fort, s'il vous plait.")


def test_a_microphones_48_khz_are_taken(app: Flask, client: FlaskClient) -> None:
    page = begin(app, client)
    assert send(client, page, words_of(app, page)[0], take(rate=48000), 48000).json["problem"] == ""


def test_reloading_goes_on_where_the_person_was(app: Flask, client: FlaskClient) -> None:
    page = begin(app, client)
    first, second = words_of(app, page)[:2]
    send(client, page, first, take())
    shown = client.get(page).text
    assert shown.count("&#34;text&#34;") == 15
    assert 'max="16" value="1"' in shown
    assert words_of(app, page)[1] == second


@pytest.mark.parametrize(
    ("text", "samples", "rate"),
    [
        ("شي حاجة خرا", take(), 8000),  # nobody asked for that
        (HOSTILE, take(), 8000),
        (None, np.zeros(0, np.int16), 8000),
        (None, np.zeros(3, np.int8), 8000),
        (None, take(), 0),
        (None, take(), 10**9),
        (None, np.zeros(8000 * 60, np.int16), 8000),  # longer than any word
    ],
)
def test_what_is_no_recording_of_the_word_is_refused(app: Flask, client: FlaskClient, text, samples, rate) -> None:
    page = begin(app, client)
    answer = send(client, page, text or words_of(app, page)[0], samples, rate)
    assert answer.status_code == 400
    assert set(answer.json) == {"error"}


def test_nobody_fills_the_disk(app: Flask, client: FlaskClient) -> None:
    page = begin(app, client)
    assert send(client, page, words_of(app, page)[0], np.zeros(MOST_BYTES, np.int16)).status_code == 413


def test_what_a_person_tells_is_taken_from_lists_only(app: Flask, client: FlaskClient) -> None:
    page = client.post(link(app), data={"answer": "yes"}).headers["Location"]
    client.post(page, data={"age": HOSTILE, "sex": "woman", "region": "region-oriental", "phone": "0612345678"})
    with app.extensions["haqqi_studio"].database.read() as tx:
        assert tx.recordings.speakers()[-1].about == {"sex": "woman", "region": "oriental"}
    client.post(page, data={"region": HOSTILE})
    with app.extensions["haqqi_studio"].database.read() as tx:
        assert tx.recordings.speakers()[-1].about["region"] == "oriental"


def test_markup_in_a_name_stays_text(app: Flask, client: FlaskClient) -> None:
    page = client.get(link(app, who=HOSTILE)).text
    assert "<script>document" not in page
    assert "<img" not in page


@pytest.mark.parametrize("code", ["", "abc", "123", "123456789", "١٢٣ ٤٥٦ ٧٨٩", HOSTILE])
def test_a_code_of_nobody_is_asked_for_again(client: FlaskClient, code: str) -> None:
    answer = client.post("/recording/erase?lang=fr", data={"code": code})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "<script>document" not in answer.text


def test_a_word_is_played_where_somebody_said_it_first(app: Flask, client: FlaskClient) -> None:
    """For people who do not read: a folder of WAV files; a string is put together from its digits."""
    import soundfile

    page = begin(app, client)
    words = words_of(app, page)
    folder = app.extensions["haqqi_leader"].folder
    folder.mkdir(parents=True, exist_ok=True)
    for digit in words[:10]:
        soundfile.write(folder / f"{digit}.wav", take(rate=16000), 16000)
    for text in (words[0], words[-1]):
        answer = client.get(address(page, "/clip"), query_string={"text": text})
        assert (answer.status_code, answer.data[:4]) == (200, b"RIFF")
    assert client.get(address(page, "/clip"), query_string={"text": "../../haqqi"}).status_code == 404


def test_the_text_is_played_where_a_voice_actor_has_said_it(
    app: Flask, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "LOCALES_DIR", tmp_path)
    folder = tmp_path / "fr" / "audio"
    folder.mkdir(parents=True)
    for message in (*CONSENT, "recording-ask", "recording-take-quiet"):
        (folder / f"{message}.wav").write_bytes(b"RIFF")
    (folder / "other.wav").write_bytes(b"RIFF")
    clips = re.findall(r'data-clip="([^"]+)"', client.get(f"{link(app)}?lang=fr").text)
    assert len(clips) == len(CONSENT) + 1
    assert client.get(clips[0]).data == b"RIFF"
    page = begin(app, client)
    told = send(client, page, words_of(app, page)[0], take(db=-47, noise_db=-75)).json
    assert client.get(told["clip"]).data == b"RIFF"
    for elsewhere in ("fr/other", "../fr/recording-ask", "xx/recording-ask"):
        assert client.get(f"/recording/said/{elsewhere}.wav").status_code == 404


@pytest.mark.parametrize("path", ["/recording/erase", "/recording/nothing", "/recording/static/record.js"])
def test_every_answer_is_contained(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "microphone=(self)" in headers["Permissions-Policy"]
    assert (headers.get("Cache-Control") == "no-store") is ("static" not in path)


def test_nothing_is_fetched_from_elsewhere(app: Flask, client: FlaskClient) -> None:
    page = client.get(begin(app, client)).text
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert not re.search(r"<script>|style=|onclick", page)
