"""Flow files: what loads, what does not, and what an author is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.authoring import SCHEMA_FILE, schema_text
from assistant.dialogue import Conversation, FlowError, Frame, Said, advance, load_flows
from assistant.dialogue.check import Checker, record_versions
from assistant.dialogue.graph import mermaid
from assistant.settings import Settings
from tests.dialogue.conftest import FLOWS, NOW, PlainWords, Talk, make_book, write_flows

ACTIONS = {"assess"}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    assert old in FLOWS[name]
    return {**FLOWS, name: FLOWS[name].replace(old, new)}


def problems(folder: Path, flows: dict[str, str] = FLOWS) -> list[str]:
    checker = Checker.of(write_flows(folder, flows), PlainWords(), ACTIONS)
    record_versions(folder, checker.flows)
    return [f"{Path(problem.file).name}:{problem.line}: {problem.text}" for problem in checker.problems()]


def test_sound_flows_have_no_problems(tmp_path):
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("house", "next: end}", "next: nowhere}", "house.yaml:7: step 'size': goes on to 'nowhere', which is no step of this flow"),
        ("house", "end: {end: true}", "end: {end: true}\n          lost: {end: true}", "house.yaml:9: step 'lost': no step leads here"),
        ("menu", "run: assess", "run: asess", "there is no action 'asess'; there are assess"),
        ("menu", "call: house", "call: hose", "there is no flow 'hose'"),
        ("stop", "next: end}", "next: bye}", "runs in a circle that asks nothing"),
        ("stop", "next: end}", "next: bye}", "no way leads from here to an end"),
        ("stop", "command: stop", "command: operator", "command 'operator' is taken"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_line_and_remedy(tmp_path, name, old, new, told):
    assert any(told in problem for problem in problems(tmp_path, changed(name, old, new)))


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("house", "repair: {attempts: 3, then: offer}", "", "'repair' is missing"),
        ("house", "save: size", "safe: size", "safe"),
        ("house", "{end: true}", "{finish: true}", "a step is exactly one of"),
        ("house", "flow: house", "flow: home", "call it 'house'"),
        ("house", "version: 1", "version: 1: 2", "house.yaml:"),
        ("welcome", "equals: true", "equals: true, known: true", "exactly one relation"),
    ],
)
def test_a_broken_flow_does_not_load(tmp_path, name, old, new, told):
    with pytest.raises(FlowError, match=r"\.yaml:\d+: ") as error:
        load_flows(write_flows(tmp_path, changed(name, old, new)))
    assert told in str(error.value)


def test_a_changed_flow_needs_a_new_version(tmp_path):
    checker = Checker.of(write_flows(tmp_path), PlainWords(), ACTIONS)
    record_versions(tmp_path, checker.flows)
    write_flows(tmp_path, changed("stop", "stop-bye", "stop-goodbye"))
    found = Checker.of(tmp_path, PlainWords(), ACTIONS).problems()
    assert [problem.severity for problem in found] == ["error"]
    assert "still version 1: raise it" in found[0].text


def test_an_option_that_is_a_command_is_warned_of(tmp_path):
    words = PlainWords()
    words.option_labels = lambda id, option: ("3awed",) if option == "house" else (option,)  # type: ignore[method-assign]
    found = Checker.of(write_flows(tmp_path), words, ACTIONS).problems()
    assert any("'3awed' is 'repeat'" in problem.text for problem in found if problem.severity == "warning")


def test_no_flows_stop_the_start(tmp_path):
    with pytest.raises(FlowError, match="HAQQI_FLOWS_DIR"):
        load_flows(tmp_path)


NEWER = """
    flow: house
    version: 2
    start: size
    repair: {attempts: 3, then: offer}
    changes:
      - {version: 2, renamed: {rooms: chambers}, removed: {loan: size}}
    steps:
      size: {ask: menu-size, kind: count, context: "household;1..25", save: size, next: chambers}
      chambers: {ask: menu-size, kind: count, context: "rooms;0..15", save: rooms, next: end}
      end: {end: true}
"""


@pytest.mark.parametrize(
    ("stood_on", "goes_on"),
    [("rooms", "chambers"), ("loan", "size"), ("size", "size"), ("never_was", "size")],
)
def test_a_conversation_in_flight_goes_on_in_the_new_version(tmp_path, stood_on, goes_on):
    """Renamed, removed, unchanged and unknown steps: answers are kept, and the next words are heard there."""
    book = make_book(write_flows(tmp_path, {**FLOWS, "house": NEWER}))
    frame = Frame("house", 1, stood_on)
    talk = Talk(book, Conversation(locale="fr", status="active", frames=(frame,), slots={"kept": 1}))
    talk.say("6")
    assert talk.slots["kept"] == 1
    assert talk.slots["size" if goes_on == "size" else "rooms"] == 6


def test_a_flow_that_is_gone_begins_afresh_with_the_answers_kept(tmp_path):
    book = make_book(write_flows(tmp_path))
    conversation = Conversation(locale="fr", status="active", frames=(Frame("gone", 1, "x"),), slots={"consent": True})
    turn = advance(book, conversation, Said("salam"), NOW)
    assert turn.conversation.step == "menu.topic"
    assert turn.conversation.slots["consent"] is True


def test_the_graph_names_every_step(tmp_path):
    flows = load_flows(write_flows(tmp_path))
    drawn = mermaid(flows["menu"])
    assert all(step in drawn for step in flows["menu"].steps)
    assert "topic -->|house| size" in drawn


def test_the_schema_in_the_flows_folder_is_current():
    """`haqqi flows check --write` writes it."""
    assert (Settings().flows_dir / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_json_schema():
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))
