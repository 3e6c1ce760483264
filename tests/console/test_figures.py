"""Figures: counted rightly, and words proposed for the lexicon become a patch that applies."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import yaml

from assistant.console.phrases import CLOSED, DATA, FILES, LONGEST, lists, most_missed
from assistant.storage import Missed
from tests.console.conftest import Desk, House


def table(desk: Desk, name: str, **query: str) -> list[dict[str, str]]:
    answer = desk.client.get(f"/console/figures/{name}.csv", query_string=query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))


def fresh(house: House) -> None:
    """A week in which nothing has happened yet."""
    house.town.clock.now += timedelta(days=8)


def test_the_funnel_counts_people_by_step_and_channel(house: House) -> None:
    house.town.clock.now += timedelta(days=1000)
    house.person("bonjour", "1", "1", "1", "Casablanca")
    house.person("bonjour", "1", "1", "1", "xyzzy")
    house.person("bonjour", "1", "1")
    desk = house.sign_in("supervisor")
    rows = {row["step"]: row for row in table(desk, "funnel", flow="eligibility")}
    where = rows["eligibility.region"]
    assert (where["channel"], where["reached"], where["answered"], where["failed"], where["standing"]) == (
        "sms", "2", "1", "1", "1",
    )  # fmt: skip
    assert rows["eligibility.milieu"]["answered"] == "2"
    assert rows["eligibility.milieu"]["standing"] == "1"


def test_the_wait_for_a_human_is_a_median(house: House) -> None:
    house.town.clock.now += timedelta(days=2000)
    waits = (3, 10, 90)
    people = []
    for minutes in waits:
        people.append((minutes, house.asking()[0]))
    started = house.town.clock.now
    for minutes, contact_id in people:
        house.town.clock.now = started + timedelta(minutes=minutes)
        house.sign_in().do(contact_id, "take")
    page = house.sign_in("supervisor").page("/console/figures")
    assert re.search(r"<strong>10 min</strong>", page)


def test_segments_are_counted_and_cost_nothing_unless_a_price_is_set(house: House) -> None:
    house.town.clock.now += timedelta(days=3000)
    contact_id, phone = house.asking()
    house.town.arrived(phone)
    desk = house.sign_in("supervisor")
    before = int(table(desk, "segments")[0]["segments"])
    desk.do(contact_id, "take")
    desk.do(contact_id, "answer", text="م" * 200)
    house.town.settle()
    after = table(desk, "segments")[0]
    assert int(after["segments"]) - before >= 3
    assert after["cost"] == ""


def test_a_phrase_is_shown_once_two_people_said_it_and_its_numbers_are_masked() -> None:
    said = [
        Missed(1, "a.x", "Bghit  Dossier"),
        Missed(2, "a.x", "bghit dossier"),
        Missed(2, "a.y", "bghit dossier"),
        Missed(3, "a.x", "mon nom est Fatima"),
        Missed(4, "a.x", "carte AB123456"),
        Missed(5, "a.x", "carte CD654356"),
        Missed(6, "a.x", "x" * (LONGEST + 1)),
        Missed(7, "a.x", "x" * (LONGEST + 1)),
    ]
    shown = most_missed(said, 10)
    assert [(phrase.text, phrase.people, phrase.times) for phrase in shown] == [
        ("bghit dossier", 2, 3), ("carte •••56", 2, 2),
    ]  # fmt: skip
    assert shown[0].steps == ("a.x", "a.y")


def test_a_phrase_is_what_was_said_when_the_answer_failed_and_nothing_said_before(house: House) -> None:
    house.town.clock.now += timedelta(days=5000)
    for _ in range(2):
        house.person("bonjour", "1", "1", "hdaya lwad")  # all within one tick of the clock
    desk = house.sign_in("supervisor")
    assert [(row["phrase"], row["people"], row["times"]) for row in table(desk, "phrases")] == [
        ("hdaya lwad", "2", "2")
    ]


def test_a_proposal_becomes_a_patch_that_git_applies(house: House, tmp_path: Path) -> None:
    """And the files that come of it are the lexicon's own with one word more."""
    desk = house.sign_in("supervisor")
    for phrase, to in (('7it "bghit" \\ safi', "yes"), ("wakhxa", "yes"), ("شكوى ديالي", "appeal")):
        assert desk.post("/console/figures/propose", phrase=phrase, list=to).status_code == 302
    for bad in ({"phrase": "", "list": "yes"}, {"phrase": "x", "list": "opt_out"}, {"phrase": "x" * 61, "list": "yes"}):
        assert desk.post("/console/figures/propose", **bad).status_code == 400
    folder = tmp_path / "assistant" / "understanding" / "data"
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).write_bytes((DATA / name).read_bytes())
    patch = tmp_path / "lexicon.patch"
    patch.write_bytes(desk.get("/console/figures/lexicon.patch").data)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "apply", patch.name], cwd=tmp_path, check=True)
    before = {name: yaml.load((DATA / name).read_text(encoding="utf-8"), yaml.BaseLoader) for name in FILES}
    after = {name: yaml.load((folder / name).read_text(encoding="utf-8"), yaml.BaseLoader) for name in FILES}
    before["words.yaml"]["yes"] += ['7it "bghit" \\ safi', "wakhxa"]
    before["menus.yaml"]["appeal"] += ["شكوى ديالي"]
    assert after == before
    with house.database.begin() as tx:
        for proposal in tx.proposals.all():
            tx.proposals.drop(proposal.id)


def test_no_proposal_goes_to_the_words_that_end_messages() -> None:
    assert not CLOSED & {*lists()}
    assert {"yes", "no", "operator", "appeal"} <= {*lists()}


def test_a_proposal_can_be_taken_back(house: House) -> None:
    desk = house.sign_in("supervisor")
    desk.post("/console/figures/propose", phrase="wakhxa", list="yes")
    with house.database.read() as tx:
        proposal = tx.proposals.all()[-1]
    assert "wakhxa" in desk.page("/console/figures")
    desk.post(f"/console/figures/proposals/{proposal.id}/drop")
    assert "wakhxa" not in desk.page("/console/figures")
