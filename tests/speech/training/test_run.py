"""The whole way, in little: words and voices in, a model that Vosk loads out. Needs the training extra."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

pytest.importorskip("torch", reason="the training extra is not installed: pip install 'haqqi[train]'")
pytest.importorskip("espeakng_loader", reason="the training extra is not installed: pip install 'haqqi[train]'")

from assistant.registry import check_identifier
from assistant.speech.audio import RATE
from assistant.speech.errors import SpeechError
from assistant.speech.model import Model
from assistant.speech.training import synthesis
from assistant.speech.training.news import News
from assistant.speech.training.plan import Plan
from assistant.speech.training.run import run

WORDS = {
    "صفر": "{tags: [digit, number], ary: 'ss i f e r'}",
    "واحد": "{tags: [digit, number], ary: 'w a: H e d'}",
    "جوج": "{tags: [digit, number], ary: 'Z u: Z'}",
    "نعم": "{tags: ['yes'], ar: 'n a A a m'}",
    "لا": "{tags: ['no'], ary: 'l a:'}",
    "و": "{tags: [and], ary: 'u / w'}",
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Six words, and two people (voices of espeak-ng) who recorded three of them."""
    folder = tmp_path_factory.mktemp("training")
    words = folder / "words.yaml"
    words.write_text("".join(f"{word}: {entry}\n" for word, entry in WORDS.items()), encoding="utf-8")
    for speaker in ("amina", "brahim"):
        for word, phones in (("واحد", "w a: H e d"), ("لا", "l a:"), ("نعم", "n a A a m")):
            _record(folder / "voices" / speaker / f"{word}_1.flac", phones)
    return Plan(words, (folder / "voices",), folder / "model", held_out_strings=0).quick()


def _record(file: Path, phones: str) -> None:
    spoken = synthesis.speak([("", tuple(phones.split()))], np.random.default_rng(len(file.parent.name)))
    assert spoken is not None
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, np.pad(spoken.samples, 1600), RATE)


def _holds(digits: str) -> bool:
    return check_identifier(digits) is None


def test_words_and_voices_become_a_model_with_its_manifest(plan: Plan) -> None:
    """Vosk loads it, it knows exactly the words, and the manifest names everybody who was heard."""
    told: list[News] = []
    folder = run(plan, _holds, told.append)
    model = Model.load(folder)
    assert not model.missing(WORDS)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["recordings"] == {"amina": 3, "brahim": 3}
    assert manifest["words"] == len(WORDS)
    assert "# model" in (folder / "report.md").read_text(encoding="utf-8")
    assert any("6 recordings of 2 people" in news.text for news in told)


def test_a_second_run_uses_what_the_first_one_made(plan: Plan) -> None:
    """A stopped run goes on: nothing is synthesised or learnt again, and the model is the same."""
    before = (plan.out / "am/final.mdl").read_bytes()
    told: list[News] = []
    run(plan, _holds, told.append)
    assert {news.text for news in told if news.task == "synthetic"} == {"kept from before"}
    assert not [news for news in told if news.total]
    assert (plan.out / "am/final.mdl").read_bytes() == before


def test_a_wrong_sound_is_told_with_its_line_before_anything_is_made(tmp_path: Path) -> None:
    """The author of a vocabulary sees where."""
    words = tmp_path / "words.yaml"
    words.write_text("صفر: {tags: [digit], ary: 'ss i f c r'}\n", encoding="utf-8")
    with pytest.raises(SpeechError, match=r"words\.yaml:1: .*no such sound: c"):
        run(Plan(words, (), tmp_path / "model").quick(), _holds, lambda _: None)
    assert not (tmp_path / "model").exists()
