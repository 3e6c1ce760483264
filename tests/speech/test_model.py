"""Model folders: whole, damaged, missing; and what the service does without."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from assistant.app import create_app
from assistant.settings import load_settings
from assistant.speech import audio
from assistant.speech import model as models
from assistant.speech.errors import SpeechError
from assistant.speech.line import on_the_line, seeded
from assistant.speech.model import BUILT_IN, Model, fault, named, shared, usable
from assistant.speech.recogniser import Grammar
from tests.speech.conftest import Say, noise

FILES = ["am/final.mdl", "conf/model.conf", "conf/mfcc.conf", "graph/words.txt", "graph/HCLr.fst", "graph/Gr.fst",
         "graph/disambig_tid.int"]  # fmt: skip


@pytest.fixture
def hollow(tmp_path: Path) -> Path:
    """A folder with every file of a model, and no model in them."""
    for name in FILES:
        (tmp_path / "m" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "m" / name).write_text("--x=y\n")
    return tmp_path / "m"


@pytest.fixture(autouse=True)
def forget():
    cached = shared
    cached.cache_clear()
    yield
    cached.cache_clear()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(hollow: Path, name: str) -> None:
    assert fault(hollow) is None
    (hollow / name).unlink()
    assert name in str(fault(hollow))
    with pytest.raises(SpeechError, match=f"it lacks {name}"):
        Model.load(hollow)


def test_an_empty_file_is_missing(hollow: Path) -> None:
    (hollow / "graph/words.txt").write_text("")
    assert "graph/words.txt" in str(fault(hollow))


def test_a_fixed_graph_stands_for_the_other_two(hollow: Path) -> None:
    for name in ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int"):
        (hollow / name).unlink()
    (hollow / "graph/HCLG.fst").write_text("x")
    assert fault(hollow) is None


def test_no_folder_is_told_with_the_setting_to_change(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="no such folder; name a Vosk model in HAQQI_SPEECH_MODEL"):
        Model.load(tmp_path / "gone")


def test_damaged_files_are_told_in_one_line(hollow: Path) -> None:
    with pytest.raises(SpeechError, match="cannot load this model; a file of it is damaged"):
        Model.load(hollow)


@pytest.mark.parametrize("name", ["am/final.mdl", "graph/HCLr.fst", "graph/Gr.fst"])
def test_half_a_file_ends_no_process(model_folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(model_folder, tmp_path / "half")
    (copy / name).chmod(0o644)
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(SpeechError, match="damaged"):
        Model.load(copy)


def test_without_a_model_the_log_says_so_once(hollow: Path) -> None:
    with capture_logs() as logs:
        assert shared(hollow) is None
        assert shared(hollow) is None
    assert [(each["event"], each["effect"]) for each in logs] == [
        ("speech_model_unusable", "calls are answered by keys alone")
    ]


def test_readyz_says_whether_calls_are_heard(tmp_path, monkeypatch) -> None:
    """Without a model the service is ready all the same."""
    settings = load_settings(home=tmp_path, speech_model=str(tmp_path / "gone"), redis_url="", database_url="")
    client = create_app(settings, dispatch=False).test_client()
    assert client.get("/readyz").json["speech"] is False
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(models, "shared", lambda folder: object())
    assert client.get("/readyz").json["speech"] is True


def test_a_heavy_model_is_looked_at_not_loaded(hollow: Path, monkeypatch) -> None:
    monkeypatch.setattr(models, "HEAVY", 10)
    assert usable(hollow)
    (hollow / "am/final.mdl").unlink()
    assert not usable(hollow)


def test_the_setting_names_the_model() -> None:
    assert named("") == BUILT_IN
    assert named("/models/other") == Path("/models/other")


RATES = [
    ("--sample-frequency=8000", 8000),
    ("--sample-frequency=16000", 16000),
    ("--num-ceps=40", 16000),
    ("--sample-frequency=16000\n--allow-upsample=true", 8000),
]


@pytest.mark.parametrize(("features", "rate"), RATES)
def test_a_model_says_its_rate(hollow: Path, features: str, rate: int) -> None:
    (hollow / "conf/mfcc.conf").write_text(features)
    assert models._rate(hollow) == rate


def test_words_that_the_model_lacks_are_told_once(model: Model) -> None:
    structlog.reset_defaults()
    lacking = ("خخخخ", "قققق خخخخ")
    assert model.missing(["نعم", *lacking]) == ("خخخخ", "قققق")
    with capture_logs() as logs:
        model.listen(Grammar(("نعم", *lacking)))
        model.listen(Grammar(("نعم", *lacking)))
    assert [each["words"] for each in logs] == [["خخخخ", "قققق"]]


def test_a_grammar_of_strange_words_alone_is_refused(model: Model) -> None:
    with pytest.raises(SpeechError, match="knows no word of the grammar"):
        model.listen(Grammar(("خخخخ",)))


def test_noise_is_nothing_heard(model: Model) -> None:
    heard = model.hear(noise(2), Grammar(("نعم", "لا"), single=True))
    assert heard.text in ("", "[unk]")


def test_a_word_is_heard(model: Model, say: Say) -> None:
    line = on_the_line(say("نعم"), "clean", seeded(1, "yes"))
    heard = model.hear(line, Grammar(("نعم", "لا", "رقم"), single=True, others=False))
    assert heard.text == "نعم"
    assert 0.2 < heard.words[0].start < heard.words[0].end < 1.5


def test_what_is_being_said_is_told_while_it_is_said(model: Model, say: Say) -> None:
    """At every frame, those just after an end of speech too."""
    line = on_the_line(say("واحد"), "clean", seeded(1, "one"))
    recogniser, told = model.listen(Grammar(("واحد", "رقم"), others=False)), []
    for frame in [*audio.frames(audio.pcm_of(line))] * 2:
        recogniser.accept(frame)
        told.append(recogniser.partial())
    assert told[0] == ""
    assert "واحد" in told
    assert recogniser.result().text == "واحد واحد"


def test_threads_share_the_model(model: Model, say: Say) -> None:
    """A recogniser each: the answers are those of one thread alone."""
    line = on_the_line(say("واحد"), "clean", seeded(1, "one"))
    grammar = Grammar(("نعم", "لا", "واحد", "رقم"), single=True)
    alone, heard = model.hear(line, grammar), []
    threads = [threading.Thread(target=lambda: heard.append(model.hear(line, grammar))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.text for each in heard] == [alone.text] * 8
