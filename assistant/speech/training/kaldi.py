"""The binary objects of Kaldi and OpenFst that a Vosk model is made of, written with nothing but struct and numpy.

Layouts as documented in Kaldi's and OpenFst's public sources and proven by loading in Vosk 0.3.45.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.speech.training.layers import Affine, Exported

LOOP = 0.5
"""Probability that a sound goes on for another output of the network."""


class Writer:
    """Kaldi's binary stream: tokens, and numbers with their size before them."""

    def __init__(self) -> None:
        self.data = bytearray(b"\0B")

    def token(self, *tokens: str) -> None:
        self.data += "".join(f"{token} " for token in tokens).encode()

    def integer(self, *values: int) -> None:
        for value in values:
            self.data += b"\x04" + struct.pack("<i", value)

    def single(self, value: float) -> None:
        self.data += b"\x04" + struct.pack("<f", value)

    def double(self, value: float) -> None:
        self.data += b"\x08" + struct.pack("<d", value)

    def integers(self, values: Sequence[int]) -> None:
        self.data += b"\x04" + struct.pack("<i", len(values)) + np.asarray(values, "<i4").tobytes()

    def vector(self, values: npt.ArrayLike) -> None:
        array = np.asarray(values, "<f4")
        self.token("FV")
        self.integer(len(array))
        self.data += array.tobytes()

    def matrix(self, values: npt.NDArray[np.float32]) -> None:
        array = np.ascontiguousarray(values, "<f4")
        self.token("FM")
        self.integer(*array.shape)
        self.data += array.tobytes()


def acoustic_model(
    path: Path,
    output_of_phone: Mapping[int, int],
    members: Sequence[Exported],
    context: tuple[int, int],
    priors: npt.NDArray[np.float64],
    dimension: int,
) -> None:
    """Write `final.mdl`: one emitting state a phone, and the network; of several members the mean of their logs."""
    writer = Writer()
    _transition_model(writer, output_of_phone)
    _network(writer, members, dimension)
    writer.token("<LeftContext>")
    writer.integer(context[0])
    writer.token("<RightContext>")
    writer.integer(context[1])
    writer.token("<Priors>")
    writer.vector(priors)
    path.write_bytes(writer.data)


def forward_id(phone: int) -> int:
    """The transition id with which a phone (numbered from 1) is left."""
    return 2 * (phone - 1) + 2


def loop_id(phone: int) -> int:
    """The transition id with which it goes on."""
    return 2 * (phone - 1) + 1


def _transition_model(writer: Writer, output_of_phone: Mapping[int, int]) -> None:
    phones = sorted(output_of_phone)
    writer.token("<TransitionModel>", "<Topology>")
    writer.integers(phones)
    writer.integers([-1, *[0] * len(phones)])
    writer.integer(1, 2)
    writer.integer(0, 2, 0)
    writer.single(LOOP)
    writer.integer(1)
    writer.single(1 - LOOP)
    writer.integer(-1, 0)
    writer.token("</Topology>", "<Triples>")
    writer.integer(len(phones))
    for phone in phones:
        writer.integer(phone, 0, output_of_phone[phone])
    writer.token("</Triples>", "<LogProbs>")
    writer.vector([0.0, *[float(np.log(LOOP)), float(np.log(1 - LOOP))] * len(phones)])
    writer.token("</LogProbs>", "</TransitionModel>")


def _network(writer: Writer, members: Sequence[Exported], dimension: int) -> None:
    writer.token("<Nnet3>")
    writer.data += ("\n" + "\n".join(_wiring(members, dimension)) + "\n\n").encode()
    writer.token("<NumComponents>")
    writer.integer(sum(2 * len(member.hidden) + 4 for member in members))
    for number, member in enumerate(members):
        for layer, affine in enumerate(member.hidden):
            _affine(writer, f"n{number}.l{layer}.affine", affine)
            _nonlinear(writer, f"n{number}.l{layer}.relu", "RectifiedLinearComponent", len(affine.bias))
        for head, affine in (("phones", member.phones), ("filler", member.filler)):
            _affine(writer, f"n{number}.{head}.affine", affine)
            _nonlinear(writer, f"n{number}.{head}.log", "LogSoftmaxComponent", len(affine.bias))
    writer.token("</Nnet3>")


def _wiring(members: Sequence[Exported], dimension: int) -> list[str]:
    lines = [f"input-node name=input dim={dimension}"]
    for number, member in enumerate(members):
        previous = "input"
        for layer, affine in enumerate(member.hidden):
            name = f"n{number}.l{layer}"
            lines += [
                _node(f"{name}.affine", _spliced(previous, affine.offsets)),
                _node(f"{name}.relu", f"{name}.affine"),
            ]
            previous = f"{name}.relu"
        for head in ("phones", "filler"):
            name = f"n{number}.{head}"
            lines += [_node(f"{name}.affine", previous), _node(f"{name}.log", f"{name}.affine")]
    heads = [_mean([f"n{number}.{head}.log" for number in range(len(members))]) for head in ("phones", "filler")]
    return [*lines, f"output-node name=output input=Append({', '.join(heads)}) objective=linear"]


def _node(name: str, inputs: str) -> str:
    return f"component-node name={name} component={name} input={inputs}"


def _spliced(source: str, offsets: Sequence[int]) -> str:
    parts = [source if offset == 0 else f"Offset({source}, {offset})" for offset in offsets]
    return parts[0] if len(parts) == 1 else f"Append({', '.join(parts)})"


def _mean(nodes: Sequence[str]) -> str:
    """Kaldi sums two at a time."""
    terms = [node if len(nodes) == 1 else f"Scale({1 / len(nodes):.6f}, {node})" for node in nodes]
    whole = terms[0]
    for term in terms[1:]:
        whole = f"Sum({whole}, {term})"
    return whole


def _affine(writer: Writer, name: str, affine: Affine) -> None:
    writer.token("<ComponentName>", name, "<AffineComponent>", "<LearningRate>")
    writer.single(0.001)
    writer.token("<LinearParams>")
    writer.matrix(affine.weights)
    writer.token("<BiasParams>")
    writer.vector(affine.bias)
    writer.token("</AffineComponent>")


def _nonlinear(writer: Writer, name: str, kind: str, size: int) -> None:
    writer.token("<ComponentName>", name, f"<{kind}>", "<Dim>")
    writer.integer(size)
    for statistic in ("<ValueAvg>", "<DerivAvg>"):
        writer.token(statistic)
        writer.vector([])
    writer.token("<Count>")
    writer.double(0.0)
    writer.token("<OderivRms>")
    writer.vector([])
    for count in ("<OderivCount>", "<NumDimsSelfRepaired>", "<NumDimsProcessed>"):
        writer.token(count)
        writer.double(0.0)
    writer.token(f"</{kind}>")


Arc = tuple[int, int, float, int]
"""Input label, output label, cost, next state."""


@dataclass
class Fst:
    """A weighted transducer in the tropical semiring, written as an OpenFst vector FST."""

    arcs: list[list[Arc]] = field(default_factory=list)
    final: dict[int, float] = field(default_factory=dict)

    def state(self) -> int:
        self.arcs.append([])
        return len(self.arcs) - 1

    def arc(self, source: int, ilabel: int, olabel: int, cost: float, target: int) -> None:
        self.arcs[source].append((ilabel, olabel, cost, target))

    def write(self, path: Path, start: int, sorted_by: int) -> None:
        """Arcs are sorted by input (0) or output (1) label, as composition needs them."""
        data = bytearray(struct.pack("<i", 2125659606) + _string("vector") + _string("standard"))
        expanded_and_mutable = 3
        data += struct.pack("<iiQqqq", 2, 0, expanded_and_mutable, start, len(self.arcs), sum(map(len, self.arcs)))
        for state, arcs in enumerate(self.arcs):
            data += struct.pack("<fq", self.final.get(state, float("inf")), len(arcs))
            for arc in sorted(arcs, key=lambda arc: arc[sorted_by]):
                data += struct.pack("<iifi", *arc)
        path.write_bytes(data)


def _string(text: str) -> bytes:
    return struct.pack("<i", len(text)) + text.encode()
