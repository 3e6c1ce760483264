"""The page on which anybody checks a receipt: one file that asks nothing of any server and works when it is saved.

The receipt stands in the address after `#`, which browsers never send: nothing personal reaches a server's log.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from assistant.appeals.letter_words import say_in
from assistant.appeals.receipt import KIND_CODES, LENGTH, PREFIX, key_text
from assistant.appeals.rendering import digest, part, templates

PATH = "/receipts/check"


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The page and the Content-Security-Policy to serve it with."""

    html: str
    policy: str


def check_url(base_url: str, receipt: str) -> str:
    """The address that shows whether the receipt is ours, as QR codes hold it."""
    return f"{base_url}{PATH}#{receipt}"


@cache
def check_page(public_key: bytes) -> CheckPage:
    """The page that checks receipts against this public key (32 raw bytes), in French and Arabic."""
    style, script = part("check.css"), part("check.js")
    policy = (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    html = (
        templates()
        .get_template("check.html")
        .render(
            policy=policy,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            key=key_text(public_key),
            prefix=PREFIX,
            length=LENGTH,
            kinds=json.dumps({locale: _kinds(locale) for locale in ("fr", "ar")}, ensure_ascii=False),
        )
    )
    return CheckPage(html, f"{policy}; frame-ancestors 'none'")


def _kinds(locale: str) -> dict[int, str]:
    subject = say_in(locale).subject
    return {code: subject[kind] for code, kind in KIND_CODES.items()}  # type: ignore[index]
