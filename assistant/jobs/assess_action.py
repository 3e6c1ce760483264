"""Scoring a household from the answers that it gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from assistant.dialogue import Slots
from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services
from assistant.language import local_day
from assistant.scoring import (
    SLOTS,
    Assessment,
    Lever,
    Standing,
    compare,
    household_from_slots,
    interview_stands,
    to_json,
)
from assistant.scoring.formula import built_in
from assistant.storage import Transaction

HEAVIEST = 3
MOST_CHANGES = 2
SETS = {2: "two", 3: "three"}
"""What a lever of several items is called in the flow."""


def assess(services: Services, job: Job) -> Commit:
    """Compute the estimate; kept once for this run, with the answers it was computed from.

    Of an interview that stopped early, the outcomes are told and no number; of a whole one, what decides too.
    """
    now = services.clock()
    on = local_day(now)
    household = household_from_slots(job.slots)
    standing = interview_stands(job.slots, on)
    assessment = services.scorer.assess(household, on)
    levers = services.scorer.levers(household, on) if standing.complete else ()
    explained = _explained(assessment, levers) if standing.complete else {}
    outcome = {**_outcomes(assessment, standing), **explained}
    result = {**to_json(assessment, levers), "said": dict(standing.verdicts), "complete": standing.complete}

    def commit(tx: Transaction) -> Slots:
        if job.mode:
            return outcome
        before = _last_whole(services, tx, job.contact_id) if standing.complete else None
        tx.assessments.add(
            job.contact_id,
            job.conversation_id,
            f"{assessment.formula} {assessment.version}",
            msgspec.json.encode(job.slots),
            msgspec.json.encode(result),
            now,
            job.key,
        )
        return {**outcome, **(_changed(before, assessment) if before else {})}

    return commit


def _last_whole(services: Services, tx: Transaction, contact_id: int) -> Assessment | None:
    """The person's newest estimate from a whole interview, by what was in force then."""
    for kept in tx.assessments.get_for_contact(contact_id):
        if msgspec.json.decode(kept.result).get("complete"):
            household = household_from_slots(msgspec.json.decode(kept.inputs))
            return services.scorer.assess(household, local_day(kept.at))
    return None


def _changed(before: Assessment, after: Assessment) -> Slots:
    """What changed the score most since the last time, by message; nothing where it is the same."""
    ids = {line.label: line.id.lower() for line in after.terms}
    moved = [each.label for each in compare(before, after).terms if each.label in ids]
    return {f"changed_{place}": f"term-{ids[label]}" for place, label in enumerate(moved[:MOST_CHANGES], start=1)}


def _outcomes(assessment: Assessment, standing: Standing) -> Slots:
    """Each programme's outcome and limit. Of a whole interview by the exact score; an early one as it stands."""
    outcome: Slots = {"complete": standing.complete}
    for programme in assessment.programmes:
        said = programme.outcome if standing.complete else standing.verdicts.get(programme.id, "undecided")
        outcome[programme.id] = said
        outcome[f"limit_{programme.id}"] = str(programme.threshold)
    return outcome


def _explained(assessment: Assessment, levers: Iterable[Lever]) -> Slots:
    """The number, what weighed most, and which declared items decide."""
    size = next(line.value for line in assessment.terms if line.label == "size")
    outcome: Slots = {"score": str(assessment.score), "size": int(size or 1)}
    asd = next(each for each in assessment.programmes if each.id == "asd")
    if assessment.achamil is not None:
        outcome["achamil"] = assessment.achamil
    outcome["structural"] = asd.id in assessment.beyond and asd.outcome == "not_eligible"
    for place, term in enumerate(assessment.heaviest[:HEAVIEST], start=1):
        outcome[f"heavy_{place}"] = f"term-{term.id.lower()}"
    closed = [each.id for each in assessment.programmes if each.outcome != "eligible"]
    return {**outcome, **(_deciding(levers, [line.id for line in assessment.heaviest]) if closed else {})}


def _deciding(levers: Iterable[Lever], heaviest: Sequence[str]) -> Slots:
    """The lever that is told: its kind, its items by message, and of a single one its slot and values.

    A single item before several; of those the one that weighs most, and how many people live there last.
    """
    found = sorted(levers, key=lambda each: _rank(each, heaviest))
    if not found:
        return {"lever": "none"}
    lever = found[0]
    items = {f"lever_item{_nth(place)}": f"term-{each.term.lower()}" for place, each in enumerate(lever.changes, 1)}
    if len(lever.changes) > 1:
        return {"lever": SETS[len(lever.changes)], **items}
    change = lever.changes[0]
    values = {"lever_from": str(change.before).lower(), "lever_to": str(change.after).lower()}
    slot = next(slot.name.removeprefix("hh_") for slot in SLOTS if slot.path == change.path)
    return {"lever": built_in().corrections.items[change.path].kind, "lever_slot": slot, **items, **values}


def _rank(lever: Lever, heaviest: Sequence[str]) -> tuple[int, bool, int]:
    first = lever.changes[0]
    place = heaviest.index(first.term) if first.term in heaviest else len(heaviest)
    return len(lever.changes), first.path == "size", place


def _nth(place: int) -> str:
    return "" if place == 1 else f"_{place}"
