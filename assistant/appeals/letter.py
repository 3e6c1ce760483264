"""The printed letter: an A4 page that the person signs and brings to the office, in French or Arabic.

Names, cards and addresses are filled in by hand: we do not keep them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from assistant.appeals.errors import AppealError
from assistant.appeals.evidence import evidence_for
from assistant.appeals.letter_words import Say, say_in
from assistant.appeals.page import check_url
from assistant.appeals.receipt import Receipt
from assistant.appeals.rendering import part, qr, templates
from assistant.appeals.rules import Evidence
from assistant.appeals.standing import route_of
from assistant.language import morocco
from assistant.storage import AppealMove, StoredAppeal

CHANGE = (("from", "recorded"), ("to", "true"))
"""What an appeal's subject holds beside the item, and how the letter calls it."""


def letter(
    appeal: StoredAppeal, locale: str, base_url: str, history: Sequence[AppealMove] = (), *, spoken: bool = False
) -> str:
    """The letter as one HTML file that prints on A4, to the office of the way on which the appeal is.

    `locale` is fr or ar; `base_url` is where receipts are checked (the QR code leads there); `history` tells the
    steps already taken; `spoken`: a statement in the person's own voice is kept with it. Raises AppealError for
    another locale, and for an appeal whose person was erased.
    """
    filing, say = appeal.filing, say_in(locale)
    if not filing.reference:
        raise AppealError("this appeal's person was erased: there is nothing left to write")
    route, item = route_of(appeal), _subject(appeal).get("item", "")
    receipt = Receipt.unchecked(filing.receipt or "")
    return (
        templates()
        .get_template("letter.html")
        .render(
            say=say,
            style=Markup(part("letter.css")),  # noqa: S704 - our own file
            kind=filing.kind,
            route=route,
            to=say.to[filing.kind if route == "centre" else route],
            reference=f"{filing.reference[:4]} {filing.reference[4:]}",
            rows=[*_dates(appeal, receipt, say), *_contested(appeal, say)],
            words=filing.text,
            spoken=spoken,
            steps=[(_day(step.at), say.states[step.state]) for step in history if step.state in say.states],
            evidence=_papers(filing.kind, filing.contested, item),
            code=qr(check_url(base_url, filing.receipt or "")) if receipt else None,
        )
    )


def _papers(kind: str, reason: str, item: str) -> list[Evidence]:
    """The checklist, with a line for any other paper at its end."""
    papers: list[Evidence] = [paper for paper in evidence_for(kind, reason, item) if paper != "other"]
    return [*papers, "other"]


def _dates(appeal: StoredAppeal, receipt: Receipt | None, say: Say) -> list[tuple[str, str]]:
    filing, words = appeal.filing, say.words
    rows = [(words["filed"], _moment(filing.filed_at))]
    if receipt and receipt.tried_at:
        rows += [(words["tried"], _moment(receipt.tried_at)), (words["outage"], words["down"])]
    if filing.notice_date:
        rows.append((words["notice"], _day(filing.notice_date)))
    if filing.deadline:
        rows.append((words["last_day"], _day(filing.deadline)))
    return rows


def _contested(appeal: StoredAppeal, say: Say) -> list[tuple[str, str]]:
    """The item of the declaration with what is recorded and what is true, else the reason."""
    subject, reason, words = _subject(appeal), appeal.filing.contested, say.words
    if "item" not in subject:
        return [(words["reason"], say.reasons.get(reason, reason))] if reason else []
    change = [(words[label], _value(subject[name], say)) for name, label in CHANGE if name in subject]
    return [(words["item"], say.items.get(subject["item"], subject["item"])), *change]


def _subject(appeal: StoredAppeal) -> dict[str, Any]:
    return dict(appeal.filing.subject or {})


def _value(value: object, say: Say) -> str:
    if isinstance(value, bool):
        return say.words["yes" if value else "no"]
    return str(value).replace(".", ",").removesuffix(",00")


def _moment(moment: datetime) -> str:
    return moment.astimezone(morocco()).strftime("%d/%m/%Y, %H:%M")


def _day(day: date) -> str:
    return (day.astimezone(morocco()) if isinstance(day, datetime) else day).strftime("%d/%m/%Y")
