"""Conversations in flight when a flow changes: they go on where their step went, with their answers kept."""

from __future__ import annotations

from assistant.dialogue.conversation import Frame
from assistant.dialogue.flow import Flow
from assistant.dialogue.flowbook import Flowbook


def brought_up(book: Flowbook, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The frames on today's flows. A flow that is gone takes what lay on top of it away too."""
    if all(_is_current(book, frame) for frame in frames):
        return frames
    current: list[Frame] = []
    for frame in frames:
        flow = book.flows.get(frame.flow)
        if flow is None:
            break
        current.append(_moved(flow, frame))
    return tuple(current)


def _is_current(book: Flowbook, frame: Frame) -> bool:
    flow = book.flows.get(frame.flow)
    return flow is not None and flow.version == frame.version and frame.step in flow.steps


def _moved(flow: Flow, frame: Frame) -> Frame:
    step = frame.step
    for change in sorted(flow.changes, key=lambda change: change.version):
        if change.version > frame.version:
            step = change.renamed.get(step, change.removed.get(step, step))
    if step not in flow.steps:
        step = flow.start
    return Frame(flow.flow, flow.version, step, frame.mode, frame.kept, frame.aside)
