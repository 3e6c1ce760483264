"""Scoring a household from the answers that it gave."""

from __future__ import annotations

import msgspec

from assistant.dialogue import Slots
from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services
from assistant.scoring import Assessment, household_from_slots, to_json
from assistant.storage import Transaction

HEAVIEST = 3


def assess(services: Services, job: Job) -> Commit:
    """Compute the estimate; kept once for this run, with the answers it was computed from."""
    now = services.clock()
    household = household_from_slots(job.slots)
    assessment = services.scorer.assess(household)
    outcome = _outcome(assessment)

    def commit(tx: Transaction) -> Slots:
        if not job.mode:
            tx.assessments.add(
                job.contact_id,
                job.conversation_id,
                f"{assessment.formula} {assessment.version}",
                msgspec.json.encode(job.slots),
                msgspec.json.encode(to_json(assessment)),
                now,
                job.key,
            )
        return outcome

    return commit


def _outcome(assessment: Assessment) -> Slots:
    """What the flow `result` tells: the estimate, each programme's outcome and limit, and what weighed most."""
    outcome: Slots = {"score": str(assessment.score), "structural": assessment.structural}
    if assessment.achamil is not None:
        outcome["achamil"] = assessment.achamil
    for programme in assessment.programmes:
        outcome[programme.id] = programme.outcome
        outcome[f"limit_{programme.id}"] = str(programme.threshold)
    for place, term in enumerate(assessment.heaviest[:HEAVIEST], start=1):
        outcome[f"heavy_{place}"] = f"term-{term.id.lower()}"
    return outcome
