"""For somebody who helps another: consent asked on the other's own phone, results that go to them alone."""

from __future__ import annotations

from datetime import timedelta

from assistant.dialogue import Finished, Slots
from assistant.jobs.actions import Commit, Job, at_once
from assistant.jobs.services import Services
from assistant.language import Message
from assistant.storage import Transaction

DAY_SECONDS = 24 * 3600
MOST_REQUESTS = 3
"""People who may be asked from one number in a day: nobody makes us text strangers without end."""
PATIENCE = timedelta(days=2)
"""How long the other person's answer is awaited."""


def request_consent(services: Services, job: Job) -> Commit:
    """Ask the other person, on their own phone; their answer is this run's outcome, whenever it comes."""
    if job.practice:
        return at_once({"answer": "agreed"})
    now = services.clock()

    def commit(tx: Transaction) -> Slots | None:
        helper = tx.contacts.by_id(job.contact_id)
        other = tx.contacts.get_or_create(job.text("helper_phone"), now)
        if helper is None or other.opted_out_at is not None or other.id == job.contact_id:
            return {"answer": "refused"}
        key = services.database.cipher.index("consent", helper.phone)
        if not tx.limits.hit(key, now, DAY_SECONDS, MOST_REQUESTS):
            return {"answer": "refused"}
        slots: Slots = {"consent_token": f"{job.contact_id}-{job.token}", "consent_from": helper.phone}
        services.conversations.begin_within(
            tx, other.phone, "consent", slots, now, services.default_channel, helper.locale or ""
        )
        key = f"silent-{job.contact_id}-{job.token}"
        tx.outbox.add_job(job.contact_id, job.conversation_id, "consent_silent", job.args, key, now + PATIENCE)
        return None

    return commit


def consent_silent(_services: Services, _job: Job) -> Commit:
    """The other person has not answered in two days: the helper need not wait any longer."""
    return at_once({"answer": "silent"})


def give_consent(services: Services, job: Job) -> Commit:
    """Bring the other person's answer to the helper's conversation, which waits for it."""
    if job.practice:
        return at_once({})
    now = services.clock()

    def commit(tx: Transaction) -> Slots:
        helper_id, _, token = job.text("consent_token").partition("-")
        answer = "agreed" if job.slots.get("consent_given") is True else "refused"
        if helper_id.isdigit():
            services.conversations.tell_within(tx, int(helper_id), Finished(token, outcome={"answer": answer}), now)
        return {}

    return commit


def deliver_result(services: Services, job: Job) -> Commit:
    """Tell the estimate to the person it is about, on their own phone."""
    if job.practice:
        return at_once({"sent": True})
    now = services.clock()

    def commit(tx: Transaction) -> Slots:
        told = {name: value for name, value in job.slots.items() if name.startswith("result_")}
        slots: Slots = {**told, "result_apart": True}
        phone = job.text("helper_phone")
        services.conversations.begin_within(tx, phone, "result", slots, now, services.default_channel)
        return {"sent": True}

    return commit


def erase_me(services: Services, job: Job) -> Commit:
    """Forget the person who asks; one last message tells them so."""
    if job.practice:
        return at_once({"erased": True})
    now = services.clock()

    def commit(tx: Transaction) -> None:
        contact = tx.contacts.by_id(job.contact_id)
        if contact is None:
            return
        channel = tx.conversations.lock(contact.id).channel
        tx.contacts.erase(contact.id)
        nameless = tx.contacts.get_or_create(contact.phone, now)
        locale = contact.locale or services.conversations.book.default_locale
        text = services.bundles.render(locale, Message("engine-erased"))
        tx.outbox.add_message(nameless.id, None, text, channel, now, delivery_class="private")

    return commit
