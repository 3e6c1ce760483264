"""`haqqi speech evaluate`: figures of trials, and the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.registry import check_identifier
from assistant.speech import audio
from assistant.speech.evaluation import figures
from assistant.speech.evaluation.figures import Share
from assistant.speech.evaluation.trials import Trial, digit, tasks, try_all
from assistant.speech.line import AFTER, BEFORE, on_the_line, seeded
from assistant.speech.recogniser import NOTHING
from assistant.speech.recordings import find
from tests.speech.conftest import Say, heard, noise
from tests.speech.test_choose import VALID, words


def trial(said: str, *alternatives: tuple[float, str], speaker: str = "amina", keyword: str = "") -> Trial:
    found = heard(*alternatives) if alternatives else NOTHING
    return Trial("digits", speaker, tuple(said.split()), keyword, found)


RIGHT = [
    (trial("واحد", (1, "واحد")), True),
    (trial("واحد", (1, "اثنان")), False),
    (trial("واحد", (1, "واحد لا")), False),
    (trial("ثلاثة", (1, "تلاتة")), True),  # the same digit
    (trial("نعم", (1, "إييه")), True),  # the same answer
    (trial("نعم", (1, "لا")), False),
    (trial("واحد"), False),
    (trial("", (1, "[unk]"), keyword="move"), True),
    (trial("", keyword="move"), True),
    (trial("", (1, "واحد"), keyword="move"), False),
    (trial(words("123"), (1, words("123"))), True),
    (trial(words("123"), (1, words("13"))), False),
]


@pytest.mark.parametrize(("tried", "right"), RIGHT)
def test_what_is_right(tried: Trial, right: bool) -> None:
    assert tried.right is right


def test_shares_by_speaker_and_their_mean() -> None:
    trials = [
        trial("واحد", (1, "واحد"), speaker="amina"),
        trial("واحد", (1, "واحد"), speaker="amina"),
        trial("واحد", (1, "ستة"), speaker="karim"),
    ]
    people = figures.by(trials, lambda each: each.speaker)
    assert people == {"amina": Share(2, 2), "karim": Share(0, 1)}
    assert figures.mean(people.values()) == 50
    assert str(figures.right(trials)) == "66.7 % (2/3)"
    assert figures.confusions(trials) == [("واحد", "ستة", 1)]


def test_no_trials_are_no_share() -> None:
    assert str(figures.right([])) == "-"
    assert figures.mean([]) == 0


def test_confidence_accepts_and_is_right() -> None:
    trials = [
        trial("واحد", (9, "واحد"), (0, "ستة")),
        trial("واحد", (9, "ستة"), (0, "واحد")),
        trial("واحد", (0.1, "واحد"), (0, "ستة")),
        trial("", (9, "[unk]")),
        trial("", (9, "ستة")),
    ]
    assert figures.accepted(trials, 0.9) == (Share(3, 5), Share(1, 3))
    assert figures.accepted(trials, 0.5) == (Share(4, 5), Share(2, 4))


def test_the_scale_of_least_loss() -> None:
    """Where the likelihoods are always right a larger scale is better, where half are wrong a small one."""
    sure = [trial("واحد", (2, "واحد"), (0, "ستة"))] * 4
    doubtful = [trial("واحد", (2, "واحد"), (0, "ستة")), trial("ستة", (2, "واحد"), (0, "ستة"))]
    assert figures.best_scale(sure) == max(figures.SCALES)
    assert figures.best_scale(doubtful) == min(figures.SCALES)


def test_strings_whole_and_with_the_check_digit() -> None:
    wrong = VALID[:4] + str((int(VALID[4]) + 1) % 10) + VALID[5:]
    trials = [
        trial(words(VALID), (2, words(VALID))),
        trial(words(VALID), (2, words(wrong)), (1, words(VALID))),
        trial(words("12"), (2, words("1"))),
    ]
    counted = figures.strings(trials, lambda digits: check_identifier(digits) is None)
    assert counted.words == Share(20, 22)
    assert counted.whole == Share(1, 3)
    assert counted.identifiers == Share(1, 2)
    assert counted.checked == Share(2, 2)
    assert counted.wrong_but_passing == Share(0, 2)


@pytest.mark.parametrize(("word", "value"), [("صفر", "0"), ("جوج", "2"), ("تسعود", "9"), ("نعم", None), ("عشرة", None)])
def test_digits(word: str, value: str | None) -> None:
    assert digit(word) == value


class Parrot:
    """A model that hears the first word of the grammar."""

    def hear(self, samples: audio.Samples, grammar):
        return heard((1, grammar.phrases[0]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("amina/zero", "amina/yes", "amina/move", "karim/one"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        audio.write(tmp_path / f"{name}.wav", noise(0.5))
    return tmp_path


def test_each_recording_is_tried_where_it_belongs(folder: Path) -> None:
    found, seconds = find(folder), []
    trials = list(try_all(Parrot(), found, tasks(found), "tel", seconds.append))
    assert [(each.task, each.keyword, each.right) for each in trials] == [
        ("words", "move", False),
        ("words", "yes", False),
        ("digits", "zero", True),
        ("words", "zero", True),
        ("digits", "one", False),
        ("words", "one", False),
    ]
    assert sum(seconds) == pytest.approx(6 * 1.75)


def test_the_tasks_follow_the_folder(folder: Path) -> None:
    assert [task.name for task in tasks(find(folder))] == ["digits", "words", "strings"]
    (folder / "karim" / "جوج").mkdir()
    audio.write(folder / "karim" / "جوج" / "1.wav", noise(0.5))
    found = {task.name: task for task in tasks(find(folder))}
    assert "جوج" in found["digits"].grammar.phrases
    assert "جوج" in found["folder"].grammar.phrases
    assert found["words"].grammar.others
    assert not found["digits"].grammar.others  # the ten words and nothing else


@pytest.mark.parametrize("condition", ["clean", "tel", "noisy"])
def test_the_line_is_the_same_for_the_same_seed(condition) -> None:
    spoken = noise(0.5)
    first, second = (on_the_line(spoken, condition, seeded(7, "a/one.wav#3")) for _ in range(2))
    assert (first == second).all()
    assert len(first) == len(spoken) + len(BEFORE) + len(AFTER)
    assert condition == "clean" or (first != on_the_line(spoken, condition, seeded(7, "a/one.wav#4"))).any()


def call(*arguments: object):
    return CliRunner().invoke(main, ["speech", "evaluate", *map(str, arguments)])


def test_the_report_is_written(folder: Path, model_folder: Path, tmp_path: Path) -> None:
    result = call(model_folder, folder, "--out", tmp_path / "new" / "report.md", "--noise", "clean")
    assert result.exit_code == 0, result.output
    report = (tmp_path / "new" / "report.md").read_text(encoding="utf-8")
    for heading in ("The ten digits, one at a time", "Fifteen words, others refused", "real-time factor", "| move |"):
        assert heading in report
    assert result.stdout.strip() == str(tmp_path / "new" / "report.md")


def test_strings_are_reported(tmp_path: Path, model_folder: Path, say: Say) -> None:
    audio.write(tmp_path / "1.wav", say(words(VALID)))
    row = f"1.wav\tkarim\t{words(VALID)}"
    (tmp_path / "recordings.tsv").write_text(f"file\tspeaker\ttranscript\n{row}\ngone.wav\tx\tلا\n", encoding="utf-8")
    result = call(model_folder, tmp_path)
    assert result.exit_code == 0, result.output
    assert "identifiers whole, chosen with the check digit" in result.stdout
    assert "recordings.tsv:3: there is no file 'gone.wav'" in result.stdout


def test_a_mistake_is_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    result = call("/nowhere/model", folder)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "name a Vosk model" in result.stderr
    result = call("/nowhere/model", "/nowhere/recordings")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "name one with recordings" in result.stderr


def test_the_built_in_models_folder_is_printed() -> None:
    result = CliRunner().invoke(main, ["speech", "model"])
    assert result.exit_code == 0
    assert Path(result.stdout.strip()).name == "starter"
