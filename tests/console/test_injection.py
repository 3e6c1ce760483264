"""Script in a text, a name or a note is text: in every page, in what is fetched live, and in every export."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.console.exports import FORMULA, cell, csv_text
from tests.console.conftest import Desk, House
from tests.console.payloads import FORMULAS, MARK, PAYLOADS

HARMLESS = {"class", "id", "name", "value", "href", "action", "method", "type", "for", "dir", "lang", "aria-label"}


class Reader(HTMLParser):
    """Reads a page as a browser does: which elements it has, and what their attributes hold."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def is_inert(page: str) -> None:
    """Nothing in the page runs, loads or leads anywhere because of what a person wrote."""
    reader = read(page)
    assert not {"iframe", "object", "embed", "img", "video", "audio", "base", "marquee", "math", "style"} & {
        *reader.elements
    }
    scripts = [value for tag, name, value in reader.attributes if tag == "script" and name == "src"]
    assert reader.elements.count("script") == len(scripts)
    assert all(source.startswith("/console/static/") for source in scripts)
    for tag, name, value in reader.attributes:
        assert not name.startswith("on"), (tag, name)
        if name in ("href", "src", "action"):
            assert value.startswith(("/console", "#", "data:,")), (tag, name, value)


@pytest.fixture
def hostile(house: House) -> tuple[House, int]:
    """Somebody who sent every payload, about whom every payload was noted, and a colleague of that name."""
    contact_id, phone = house.person("bonjour", "1")
    for payload in PAYLOADS[:25]:
        house.town.write(phone, payload)
    house.town.clock.now += timedelta(minutes=20)
    for payload in PAYLOADS[25:]:
        house.town.write(phone, payload)
    now = house.town.clock()
    with house.database.begin() as tx:
        tx.tickets.open(None, contact_id, "asked", now, f"{contact_id}:x")
        for payload in PAYLOADS:
            tx.notes.add(contact_id, "note", "samir", payload, now)
            tx.notes.add(contact_id, "call", "samir", payload, now, now)
        tx.tickets.open(None, contact_id, PAYLOADS[0], now, f"{contact_id}:y")
        message = tx.outbox.add_message(contact_id, None, PAYLOADS[4], "sms", now)
        tx.outbox.mark_failed(message.id, PAYLOADS[4], None)
        tx.deliveries.record(message.token, PAYLOADS[5], PAYLOADS[6], now)
        tx.proposals.add(PAYLOADS[0], "yes", "samir", now)
        login = f"h{contact_id}"
        if tx.operators.get(login) is None:
            tx.operators.add(login, PAYLOADS[0], "operator", "fr", "x", now)
    return house, contact_id


def test_every_payload_is_inert_in_every_page(hostile: tuple[House, int]) -> None:
    house, contact_id = hostile
    desk = house.sign_in("administrator")
    desk.do(contact_id, "take")
    shown = 0
    for path in (
        "/console",
        "/console/rows",
        f"/console/person/{contact_id}",
        f"/console/person/{contact_id}/talk",
        "/console/calls",
        "/console/operators",
        "/console/audit",
        "/console/audit?subject=%3Cscript%3Epwned%3C/script%3E&actor=%22onfocus=pwned",
        "/console/figures",
        "/console/account",
        "/console?reason=%3Cscript%3Epwned%3C/script%3E&region=%22%3E%3Cimg%20src=x%20onerror=pwned%3E",
        f"/console/person/{contact_id}?done=%3Cscript%3Epwned%3C/script%3E&template=%3Cscript%3E",
    ):
        page = desk.page(path)
        is_inert(page)
        shown += page.count(MARK)
    assert shown > 3 * len(PAYLOADS)  # they were there to be seen


def test_unmasked_they_are_as_inert(hostile: tuple[House, int]) -> None:
    house, contact_id = hostile
    desk = house.sign_in()
    desk.do(contact_id, "take")
    answer = desk.do(contact_id, "unmask", reason="verify")
    assert answer.text.count(MARK) > len(PAYLOADS)
    is_inert(answer.text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_an_operator_writes_comes_back_as_text(house: House, operator: Desk, payload: str) -> None:
    """In the field of an answer that was refused, in a note, and in the sign-in form."""
    from tests.console.conftest import knock

    contact_id, _ = house.person("bonjour")
    operator.do(contact_id, "take")
    refused = operator.do(contact_id, "answer", text=payload + "x" * 500)
    assert refused.status_code == 400
    assert MARK in refused.text
    is_inert(refused.text)
    is_inert(knock(house.app.test_client(), payload, payload).text)


def test_a_stream_tells_versions_and_nothing_else(hostile: tuple[House, int]) -> None:
    house, contact_id = hostile
    desk = house.sign_in()
    for path in ("/console/live/queue", f"/console/live/person/{contact_id}"):
        answer = desk.get(path)
        assert answer.mimetype == "text/event-stream"
        for line in filter(None, answer.text.splitlines()):
            name, _, value = line.partition(": ")
            assert name in ("retry", "id", "event", "data")
            assert MARK not in value


def test_exports_are_downloads_that_no_browser_runs(hostile: tuple[House, int]) -> None:
    house, _ = hostile
    desk = house.sign_in("administrator")
    for path in (*(f"/console/figures/{table}.csv" for table in ("funnel", "reasons", "segments", "phrases")),
                 "/console/figures/lexicon.patch"):  # fmt: skip
        headers = desk.get(path).headers
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["Content-Type"].startswith(("text/csv", "text/x-diff"))
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    read_back = next(csv.reader(io.StringIO(csv_text(["x"], [[formula]]).lstrip("\ufeff").split("\n", 1)[1])))
    assert read_back[0].startswith("'")


@given(st.text(max_size=40))
def test_no_text_at_all_makes_a_formula(text: str) -> None:
    written = cell(text)
    assert written in (text, f"'{text}")
    assert not written.lstrip().startswith(FORMULA)


def test_an_exported_phrase_is_safe_to_open(house: House) -> None:
    house.town.clock.now += timedelta(days=4000)
    for _ in range(2):
        house.person("bonjour", "1", "1", "=cmd|'calc'!A0")
    desk = house.sign_in("supervisor")
    rows = list(csv.reader(io.StringIO(desk.get("/console/figures/phrases.csv").text.lstrip("\ufeff"))))
    assert any("cmd|" in row[0] for row in rows)
    assert all(not cell.startswith(FORMULA) for row in rows for cell in row)
