"""The letter: addressed rightly, complete, and inert whatever a person wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.appeals import KINDS, LOCALES, AppealError, check_url, letter, routes
from assistant.appeals.letter_words import say_in
from assistant.appeals.rendering import qr
from assistant.storage import AppealMove
from tests.appeals.sample import BASE_URL, FILED, KEY, NOTICE, appeal_of, receipt_of

DEADLINE = NOTICE.replace(month=3, day=7)
HOSTILE = '</blockquote><script>alert(1)</script><img src=x onerror="alert(1)">{{ 7*7 }}'


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("kind", "route"), [(kind, route) for kind in KINDS for route in routes(kind, None)])
def test_it_is_addressed_by_kind_and_way(locale: str, kind: str, route: str) -> None:
    written = letter(appeal_of(kind, route=route), locale, BASE_URL)
    say = say_in(locale)
    assert f"<b>{say.to[kind if route == 'centre' else route][0]}</b>" in written
    assert say.subject[kind].replace("'", "&#39;") in written  # type: ignore[index]


def test_the_office_that_decides_is_named() -> None:
    """ASD: the agency. Tadamon: the local authority, for the CNSS. Data and score: the RSU at the centre."""
    assert "Agence nationale du soutien social" in letter(appeal_of("asd", route="agency"), "fr", BASE_URL)
    assert "CNSS" in letter(appeal_of("tadamon", route="centre"), "fr", BASE_URL)
    assert "Agence nationale des registres" in letter(appeal_of("score", route="centre"), "fr", BASE_URL)
    assert "وسيط المملكة" in letter(appeal_of("score", route="mediateur"), "ar", BASE_URL)


def test_no_telephone_number_is_printed() -> None:
    """The facts have none that is sure for any of these offices."""
    for locale in LOCALES:
        texts = say_in(locale).model_dump_json()
        assert re.search(r"\d{4}", texts) is None


def test_it_says_what_is_recorded_and_what_is_true() -> None:
    written = letter(appeal_of("correct"), "fr", BASE_URL)
    rows = dict(re.findall(r'<th scope="row">(.*?)</th><td><bdi>(.*?)</bdi></td>', written))
    assert rows["Donnée"] == "téléphones portables"
    assert (rows["Enregistré"], rows["En réalité"]) == ("3", "2")
    assert rows["Réclamation enregistrée le"] == "02/03/2026, 09:00"


@pytest.mark.parametrize(
    ("recorded", "shown"), [(True, "oui"), (False, "non"), ("250.00", "250"), ("99.50", "99,50"), (0, "0")]
)
def test_values_are_written_as_people_write_them(recorded: object, shown: str) -> None:
    written = letter(appeal_of(subject={"item": "computer", "from": recorded}), "fr", BASE_URL)
    assert f"<td><bdi>{shown}</bdi></td>" in written


def test_dates_are_those_of_the_notice() -> None:
    asd = appeal_of("asd", notice_date=NOTICE, deadline=DEADLINE, receipt=receipt_of("asd", DEADLINE))
    for locale in LOCALES:
        written = letter(asd, locale, BASE_URL)
        assert "20/02/2026" in written
        assert "07/03/2026" in written


def test_no_limit_is_printed_where_none_is_known() -> None:
    written = letter(appeal_of("score", notice_date=NOTICE), "fr", BASE_URL)
    assert "Dernier jour" not in written


def test_an_outage_is_printed_with_the_time_of_the_try() -> None:
    tried = datetime(2026, 3, 1, 22, 15, tzinfo=UTC)
    written = letter(appeal_of(receipt=receipt_of("correct", tried_at=tried)), "fr", BASE_URL)
    assert "01/03/2026, 22:15" in written
    assert "ne répondait pas" in written
    assert "ne répondait pas" not in letter(appeal_of(), "fr", BASE_URL)


def test_papers_have_boxes_to_tick_and_are_advice() -> None:
    written = letter(appeal_of("correct"), "fr", BASE_URL)
    papers = re.findall(r'<li class="box"><i></i>(.*?)(?:<u></u>)?</li>', written)
    assert papers == ["copie de la CNIE (ou titre de séjour)", "preuve de résiliation de la ligne", "autre pièce :"]
    assert "(conseil :" in written


def test_names_are_left_to_be_written_by_hand() -> None:
    written = letter(appeal_of(), "fr", BASE_URL)
    assert len(re.findall(r'<p class="fill"><span>[^<]+</span><i></i></p>', written)) == 5


def test_the_code_leads_to_the_check_of_this_receipt() -> None:
    appeal = appeal_of()
    assert qr(check_url(BASE_URL, appeal.filing.receipt or "")) in letter(appeal, "ar", BASE_URL)
    assert check_url(BASE_URL, "HQ1.x") == "https://haqqi.example/receipts/check#HQ1.x"


def test_without_a_receipt_there_is_a_reference_and_no_code() -> None:
    written = letter(replace(appeal_of(), filing=replace(appeal_of().filing, receipt=None)), "fr", BASE_URL)
    assert "<svg" not in written
    assert "1234 5670" in written


def test_the_mediateur_is_told_the_steps_taken_and_that_no_court_has_it() -> None:
    history = (
        AppealMove("filed", "person", None, FILED),
        AppealMove("rejected", "operator", "a note of ours", FILED.replace(month=4)),
        AppealMove("escalated", "person", None, FILED.replace(month=5)),
    )
    written = letter(appeal_of("score", route="mediateur", state="escalated"), "fr", BASE_URL, history)
    assert "02/04/2026" in written
    assert "refusée" in written
    assert "devant un tribunal" in written
    assert "a note of ours" not in written
    assert "devant un tribunal" not in letter(appeal_of("score", route="centre"), "fr", BASE_URL, history)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_person_wrote_is_text_and_nothing_else(locale: str) -> None:
    hostile = appeal_of(text=HOSTILE, contested=HOSTILE, subject={"item": HOSTILE, "from": HOSTILE, "to": HOSTILE})
    written = letter(hostile, locale, BASE_URL)
    assert "<script" not in written
    assert "<img" not in written
    assert "{{ 7*7 }}" in written
    assert "&lt;script&gt;" in written


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_words_can_be_printed(words: str) -> None:
    written = letter(appeal_of(text=words), "fr", BASE_URL)
    assert written.count("<blockquote") == (1 if words else 0)


def test_it_asks_nothing_of_any_server() -> None:
    written = letter(appeal_of(), "fr", BASE_URL)
    assert re.findall(r'(?:src|href)="([^"]*)"', written) == ["data:,"]
    assert "default-src 'none'" in written


def test_another_locale_and_an_erased_person_are_told_in_one_line() -> None:
    with pytest.raises(AppealError, match="there are fr, ar"):
        letter(appeal_of(), "en", BASE_URL)
    with pytest.raises(AppealError, match="erased"):
        letter(appeal_of(reference=""), "fr", BASE_URL)


def test_the_receipt_of_the_sample_is_signed() -> None:
    assert appeal_of().filing.receipt == receipt_of().sign(KEY)
