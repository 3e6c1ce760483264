"""The pages of the recording kit, and the one call that their script makes."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue

from assistant.channels.recording.frame import (
    chosen_locale,
    invited,
    leader,
    passes,
    say,
    speaker,
    spoken,
    spoken_address,
    steady,
    studio,
    words_for,
)
from assistant.recording import (
    InvitationError,
    TooManyError,
    UnknownSpeakerError,
    WrongPromptError,
    consent_text,
)
from assistant.speech.recording import AudioError, from_pcm, group_code
from assistant.speech.recording.consent import CONSENT

MOST_BYTES = 2 * 1024 * 1024
"""Of one recording: twelve seconds at 48 kHz are 1.2 MB."""
OVERTIME_S = 2.0
AGES = {"a18": "18-29", "a30": "30-44", "a45": "45-59", "a60": "60+"}
SEXES = {"woman": "woman", "man": "man"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; "
    "img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

blueprint = Blueprint(
    "recording", __name__, url_prefix="/recording", template_folder="templates", static_folder="static"
)
blueprint.add_app_template_global(words_for, "recording_words")
blueprint.add_app_template_global(spoken_address, "recording_clip")


@blueprint.get("/<invitation>")
def welcome(invitation: str) -> str:
    """What it is for, and the question whether the person agrees."""
    who = invited(invitation).who
    locale = chosen_locale()
    text = list(zip(CONSENT, map(steady, consent_text(studio().bundles, locale, who)), strict=True))
    return render_template("recording/welcome.html", locale=locale, text=text)


@blueprint.post("/<invitation>")
def consent(invitation: str) -> ResponseReturnValue:
    """Yes begins; anything else keeps nothing."""
    locale = chosen_locale()
    asked = invited(invitation)
    if request.form.get("answer") != "yes":
        return told("recording-refused")
    name = studio().join(asked, locale, "browser", "button yes")
    return redirect(f"/recording/voice/{passes().admit(name, studio().clock())}/about?lang={locale}", 303)


@blueprint.get("/said/<locale>/<message>.wav")
def sentence(locale: str, message: str) -> ResponseReturnValue:
    """A sentence of these pages as a voice actor has said it."""
    path = spoken(locale, message)
    return send_file(path, mimetype="audio/wav") if path else ("", 404)


@blueprint.get("/voice/<token>/about")
def about(token: str) -> str:
    """Three questions that nobody need answer."""
    speaker(token)
    regions = sorted(id for id in studio().bundles.ids("fr") if id.startswith("region-"))
    return render_template("recording/about.html", locale=chosen_locale(), token=token, regions=regions)


@blueprint.post("/voice/<token>/about")
def describe(token: str) -> ResponseReturnValue:
    region = request.form.get("region", "")
    told_of = {
        "age": AGES.get(request.form.get("age", ""), ""),
        "sex": SEXES.get(request.form.get("sex", ""), ""),
        "region": region.removeprefix("region-") if studio().bundles.exists(region) else "",
    }
    studio().describe(speaker(token), told_of)
    return redirect(f"/recording/voice/{token}?lang={chosen_locale()}", 303)


@blueprint.get("/voice/<token>")
def record(token: str) -> str:
    """The words of the present block, one after the other."""
    prompts = studio().block(speaker(token))
    said = studio().said(speaker(token))
    return render_template(
        "recording/record.html",
        locale=chosen_locale(),
        token=token,
        prompts=[
            {"text": prompt.text, "shown": prompt.shown, "limit": prompt.limit_s, "clip": leader().has(prompt)}
            for prompt in prompts
            if prompt.text not in said
        ],
        all=len(prompts),
    )


@blueprint.post("/voice/<token>/takes")
def take(token: str) -> ResponseReturnValue:
    """One recording, 16-bit PCM in the body; `text` and `rate` beside it. Answers what is to be said of it."""
    request.max_content_length = MOST_BYTES
    text = request.args.get("text", "")
    name = speaker(token)
    try:
        rate = request.args.get("rate", 0, int)
        samples = from_pcm(request.get_data(), rate)
        longest = max((prompt.limit_s for prompt in studio().block(name) if prompt.text == text), default=0.0)
        if len(samples) > (longest + OVERTIME_S) * rate:
            raise AudioError("too long")
        verdict = studio().take(name, text, samples, rate)
    except (AudioError, WrongPromptError) as error:
        return jsonify(error=str(error)), 400
    heard = spoken_address(chosen_locale(), verdict.message)
    return jsonify(problem=verdict.problem, said=say(verdict.message), clip=heard)


@blueprint.get("/voice/<token>/clip")
def clip(token: str) -> ResponseReturnValue:
    """A word of the present block as somebody says it, where there is such a recording."""
    text = request.args.get("text", "")
    found = next((leader().wave(prompt) for prompt in studio().block(speaker(token)) if prompt.text == text), None)
    return Response(found, content_type="audio/wav") if found else ("", 404)


@blueprint.get("/voice/<token>/more")
def more(token: str) -> str:
    """After two minutes: another two, or the end."""
    speaker(token)
    return render_template("recording/more.html", locale=chosen_locale(), token=token)


@blueprint.post("/voice/<token>/more")
def go_on(token: str) -> ResponseReturnValue:
    left = studio().next_block(speaker(token))
    page = "" if left else "/end"
    return redirect(f"/recording/voice/{token}{page}?lang={chosen_locale()}", 303)


@blueprint.get("/voice/<token>/end")
def end(token: str) -> str:
    """Thanks, and the code that erases everything."""
    code = group_code(studio().code(speaker(token)))
    keep = steady(say("recordings-code", code=code))
    return render_template("recording/end.html", locale=chosen_locale(), code=code, keep=keep)


@blueprint.get("/erase")
def erase_page() -> str:
    return render_template("recording/erase.html", locale=chosen_locale(), told="")


@blueprint.post("/erase")
def erase() -> ResponseReturnValue:
    """Erase the voice with this code."""
    code = "".join(character for character in request.form.get("code", "") if character.isdecimal())
    digits = "".join(str(int(character)) for character in code)  # Arabic-Indic ones, too
    if not digits:
        return again("recording-erase-empty")
    try:
        erased = studio().erase(digits)
    except TooManyError:
        return again("recording-erase-later"), 429
    return told("recording-erased") if erased else again("recording-erase-unknown")


def again(message: str) -> str:
    return render_template("recording/erase.html", locale=chosen_locale(), told=say(message))


def told(message: str) -> str:
    """A page of one sentence."""
    return render_template("recording/told.html", locale=chosen_locale(), message=message)


@blueprint.errorhandler(InvitationError)
@blueprint.errorhandler(UnknownSpeakerError)
def _nobody(_error: Exception) -> ResponseReturnValue:
    return told("recording-over"), 403


@blueprint.errorhandler(TooManyError)
def _too_many(_error: TooManyError) -> ResponseReturnValue:
    return jsonify(error="too many", said=say("recording-too-many")), 429


@blueprint.after_request
def _contained(response: Response) -> Response:
    """Nothing from elsewhere, nothing kept on a borrowed telephone, and no address handed on."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()"
    if not request.path.startswith("/recording/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response
