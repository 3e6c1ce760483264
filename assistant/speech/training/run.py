"""`haqqi speech train`: every stage in order, the members side by side, and the model written whole or not at all."""

import json
import multiprocessing
import queue
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import vosk

from assistant.speech.choose import Rule
from assistant.speech.errors import SpeechError
from assistant.speech.training import member, report, stages
from assistant.speech.training.decoding import DEFAULT, Weights
from assistant.speech.training.member import Trained
from assistant.speech.training.news import News, Tell
from assistant.speech.training.packing import pack
from assistant.speech.training.plan import Plan
from assistant.speech.training.stages import Material
from assistant.speech.vocabulary import Vocabulary, load

MANIFEST = "manifest.json"
_WRITTEN_BY_PEOPLE = ("README.md", "LICENSE")
_TOOLS = ("torch", "numpy", "kaldi-native-fbank", "espeakng-loader", "vosk")


def run(plan: Plan, rule: Rule, tell: Tell) -> Path:
    """Train the plan's model and return its folder. What earlier runs of the same plan made is used again.

    Raises SpeechError where the vocabulary, the recordings or the result cannot be used.
    """
    material = stages.prepare(plan, tell)
    trained = _members(plan, material, tell)
    made = plan.workshop / "model"
    shutil.rmtree(made, ignore_errors=True)
    write(made, load(plan.vocabulary), trained)
    _try(made)
    (made / MANIFEST).write_text(json.dumps(manifest(plan, material), indent=1, ensure_ascii=False) + "\n")
    curves = [(f"network {number}", own.curve) for number, own in enumerate(trained, 1) if own.curve]
    report.write(made, plan, rule, curves)
    _replace(plan.out, made)
    tell(News("model", text=str(plan.out)))
    return plan.out


def _replace(out: Path, made: Path) -> None:
    """The new model in the old one's place; what people wrote about it (licence, description) stays."""
    for name in _WRITTEN_BY_PEOPLE:
        if (out / name).is_file():
            shutil.copy(out / name, made / name)
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(made, out)


def write(folder: Path, vocabulary: Vocabulary, trained: Sequence[Trained], weights: Weights = DEFAULT) -> None:
    """The Vosk folder of one or more members."""
    words = {word.text: sorted({said.heard for said in word.pronunciations}) for word in vocabulary}
    filler = float(np.mean([own.penalty for own in trained]))
    pack(
        folder,
        [own.exported for own in trained],
        np.mean([own.log_priors for own in trained], 0),
        words,
        [word.text for word in vocabulary.tagged("and")],
        [word.text for word in vocabulary.tagged("number", "large")],
        replace(weights, filler=filler),
    )


def manifest(plan: Plan, material: Material) -> Mapping[str, object]:
    """What the model was made from and with."""
    people: dict[str, int] = {}
    for clip in material.recorded:
        people[clip.speaker] = people.get(clip.speaker, 0) + 1
    return {
        "plan": plan.settings(),
        "recordings": people,
        "words": len(material.lexicon.written) + len(material.lexicon.connectors),
        "tools": {name: version(name) for name in _TOOLS},
    }


def _members(plan: Plan, material: Material, tell: Tell) -> list[Trained]:
    """Each in a process of its own: one thread a network is fastest on few cores."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        said = manager.Queue()
        with ProcessPoolExecutor(plan.members, context) as pool:
            work = [pool.submit(_member, plan, material, number, said) for number in range(plan.members)]
            while not all(each.done() for each in work):
                wait(work, timeout=0.5, return_when=FIRST_EXCEPTION)
                while not said.empty():
                    tell(said.get())
            return [each.result() for each in work]


def _member(plan: Plan, material: Material, number: int, said: "queue.Queue[News]") -> Trained:
    def tell(news: News) -> None:
        said.put(replace(news, task=f"network {number + 1}: {news.task}"))

    return member.train(plan, material, number, tell)


def _try(folder: Path) -> None:
    """Vosk itself loads it and decodes a second of silence with a grammar."""
    vosk.SetLogLevel(-1)
    try:
        recogniser = vosk.KaldiRecognizer(vosk.Model(str(folder)), 8000, '["[unk]"]')
        recogniser.AcceptWaveform(bytes(16000))
        recogniser.FinalResult()
    except Exception as error:
        raise SpeechError(
            f"{folder}: Vosk does not load the model that was written ({error}); please report this"
        ) from error
