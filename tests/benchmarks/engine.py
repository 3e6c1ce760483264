"""Turns a second of the engine: menu -> ten-digit number -> confirm -> done, state as JSON at each turn.

    python -m tests.benchmarks.engine

Text understanding is included. The floor, the same dialogue as fifteen lines of Python with its state as JSON, is
measured in the same run, since these machines differ from hour to hour.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table
from stdnum import verhoeff

from assistant.dialogue import Conversation, Flowbook, Said, advance, from_json, to_json
from tests.dialogue.conftest import NOW, make_book, write_flows

ROUNDS = 20_000
REPEATS = 5


def numbers(count: int) -> list[str]:
    """Different identifiers, so that nothing can be remembered from the last round."""
    bases = [str(200_000_000 + 7_919 * index % 700_000_000) for index in range(count)]
    return [base + verhoeff.calc_check_digit(base) for base in bases]


def engine_round(book: Flowbook, state: bytes, number: str) -> bytes:
    for text in ("1", number, "1"):
        state = to_json(advance(book, from_json(state), Said(text), NOW).conversation)
    return state


def floor_round(state: bytes, number: str) -> bytes:
    """What the dialogue costs at the least: a table of steps, no features."""
    for text in ("1", number, "1"):
        known = json.loads(state)
        if known["step"] == "menu":
            known["step"] = "number" if text == "1" else "menu"
        elif known["step"] == "number":
            valid = len(text) == 10 and text.isdigit()
            known["number"], known["step"] = text, "confirm" if valid else "number"
        else:
            known["step"] = "menu"
        state = json.dumps(known).encode()
    return state


def turns_a_second(play, start: bytes, said: list[str]) -> float:
    """Each visit begins at the menu. The best of several runs: what is slower was the machine, not the code."""
    best = 0.0
    for _ in range(REPEATS):
        begun = time.perf_counter()
        for number in said:
            play(start, number)
        best = max(best, 3 * len(said) / (time.perf_counter() - begun))
    return best


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        flows = write_flows(Path(folder))
        book = make_book(flows)
        book.checks = {"identifier": lambda digits: None if verhoeff.is_valid(digits) else "check_digit"}
        conversation = Conversation()
        for text in ("salam", "1"):
            conversation = advance(book, conversation, Said(text), NOW).conversation
        assert conversation.step == "menu.topic"
        said = numbers(ROUNDS)
        engine = turns_a_second(lambda state, number: engine_round(book, state, number), to_json(conversation), said)
        floor = turns_a_second(floor_round, json.dumps({"step": "menu"}).encode(), said)
    table = Table("engine", "turns a second", "µs a turn", title="menu → ten digits → confirm → done, state as JSON")
    for name, rate in (("haqqi", engine), ("hand-written floor", floor)):
        table.add_row(name, f"{rate:,.0f}", f"{1e6 / rate:.1f}")
    table.add_row("ratio", f"{floor / engine:.1f}", "")
    Console().print(table)


if __name__ == "__main__":
    main()
