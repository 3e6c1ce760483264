"""What the dialogue says before it is words: a message id with arguments."""

from __future__ import annotations

from typing import Literal

import msgspec

Variant = Literal["", "simple", "help"]
Medium = Literal["sms", "voice"]


class Arg(msgspec.Struct, frozen=True):
    """A value and the form (one of FORMS) in which it is written."""

    value: str | int
    form: str = "plain"
    of: str = ""
    """For the form `label`: the message whose option the value is."""


class Message(msgspec.Struct, frozen=True):
    """A message id with its arguments; `Bundles.render` makes words of it."""

    id: str
    args: dict[str, Arg] = {}
    options: tuple[str, ...] = ()
    """For a menu: the options' values, numbered in this order."""
    labels: str = ""
    """The message whose attributes name the options, where that is another one (a repair sentence)."""
    variant: Variant = ""
    yesno: bool = False
