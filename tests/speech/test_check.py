"""`haqqi speech check`: nothing that a caller may need to say is beyond what the line can hear."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from assistant.cli import main
from assistant.speech.vocabulary import deaf_to, good_for, load


@pytest.fixture
def model(tmp_path):
    """A model's folder that knows every word, as far as the check looks."""
    folder = tmp_path / "meknes"
    (folder / "graph").mkdir(parents=True)
    words = ["<eps>", *(word.text for word in load()), "[unk]"]
    listed = "".join(f"{word} {place}\n" for place, word in enumerate(words))
    (folder / "graph" / "words.txt").write_text(listed, encoding="utf-8")
    return folder


def check(*options):
    return CliRunner().invoke(main, ["speech", "check", *map(str, options)])


def test_a_model_of_all_words_passes(model):
    """And says what it is good for, in one line."""
    (model / "README.md").write_text("# Meknes\n\nThirty people of one town.\nMore.\n", encoding="utf-8")
    result = check("--model", model)
    assert result.exit_code == 0
    assert "model: meknes, Thirty people of one town." in result.output
    assert "speech: 0 errors, 0 warnings" in result.output


def test_the_settings_name_the_model(model, monkeypatch):
    """As for the line itself."""
    monkeypatch.setenv("HAQQI_SPEECH_MODEL", str(model))
    assert "model: meknes, a starter: keys and read-back carry the line" in check().output


def test_a_word_that_the_model_lacks_fails(model):
    """With the file and line of the word."""
    listed = model / "graph" / "words.txt"
    listed.write_text(listed.read_text(encoding="utf-8").replace("واخا ", "وخا "), encoding="utf-8")
    result = check("--model", model)
    assert result.exit_code == 1
    assert "answers.yaml:5: error: واخا: the model meknes cannot hear it" in result.output


def test_a_word_that_a_flow_needs_and_the_vocabulary_lacks_fails(model, tmp_path):
    """Each with the file and line of the step that asks for it."""
    own = tmp_path / "own.yaml"
    own.write_text('واخا: {ary: "w a x x a"}\n', encoding="utf-8")
    result = check("--model", model, "--vocabulary", own)
    assert result.exit_code == 1
    assert "consent.yaml:8: error: consent.ask: 'نعم' is not in the vocabulary" in result.output


def test_a_wrong_pronunciation_fails(model, tmp_path):
    """Before a trainer meets it."""
    own = tmp_path / "own.yaml"
    own.write_text('واخا: {ary: "w a kh a"}\n', encoding="utf-8")
    result = check("--model", model, "--vocabulary", own)
    assert result.exit_code == 1
    assert f"{own}:1: error: واخا: no phone kh" in result.output


def test_a_file_that_is_no_vocabulary_is_told_in_one_line(model, tmp_path):
    """Status 2, as for every mistake of whoever runs a command."""
    own = tmp_path / "own.yaml"
    own.write_text("- واخا\n", encoding="utf-8")
    result = check("--model", model, "--vocabulary", own)
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)


def test_a_model_that_is_not_there_fails(tmp_path):
    """Where the settings name one."""
    (problem,) = deaf_to(tmp_path / "none", load())
    assert problem.severity == "error"
    assert "HAQQI_SPEECH_MODEL" in str(problem)


def test_a_licence_may_say_what_a_model_is_good_for(tmp_path):
    """Where it has no page of its own; headings, tables and empty lines say nothing."""
    (tmp_path / "LICENSE").write_text("\n# Licence\n| a | b |\nMade from the voices of Fes.\n", encoding="utf-8")
    assert good_for(tmp_path) == "Made from the voices of Fes."
