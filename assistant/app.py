"""The one place that wires the rooms together."""

from __future__ import annotations

import atexit
import hashlib
import hmac
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog

from assistant import scoring, understanding
from assistant.appeals import is_reference
from assistant.channels.gateways import Gateway
from assistant.channels.twilio_recordings import Recordings
from assistant.conversations import Conversations
from assistant.dialogue import Flowbook, load_flows
from assistant.dialogue.flowbook import Check
from assistant.jobs import dispatcher
from assistant.jobs.services import JobQueue, Services
from assistant.language import Bundles
from assistant.logs import configure
from assistant.recording import Leader, Passes, Studio
from assistant.registers import open_registry
from assistant.registry import check_identifier
from assistant.scoring import DERIVATIONS, Scorer
from assistant.settings import Settings, load_settings
from assistant.speech.call import Question, Recogniser
from assistant.speech.recording import Words
from assistant.storage import Cipher, Database, UnavailableError

if TYPE_CHECKING:
    from flask import Flask

    from assistant.channels.calls.server import CallServer
    from assistant.speech.prompts import Prompter

LARGEST_REQUEST = 256 * 1024
"""Bytes; a webhook's form is a few hundred."""
EMULATED_ACCOUNT = "AC" + "0" * 32
EMULATED_NUMBER = "+212520000000"
"""The account and number of the phone on the screen."""
RECORDING = "recording"
"""What an association gives to the recording kit, in HAQQI_HOME: `vocabulary.yaml`, and `prompts/WORD.wav`."""

log = structlog.get_logger()


def now() -> datetime:
    return datetime.now(UTC)


def build(settings: Settings) -> Services:
    """Everything that channels and jobs work with; raises the rooms' errors where something is wrong."""
    database = Database(
        settings.effective_database_url,
        Cipher(settings.encryption_keys, settings.secret_key.encode()),
    )
    registry = open_registry(settings)
    bundles = Bundles.load(settings.locales_dir)
    queue = _queue(settings)
    gateways = _gateways(settings)
    services = Services(
        database=database,
        conversations=Conversations(
            database=database,
            book=Flowbook(load_flows(settings.flows_dir), bundles, checks(registry.first_digits), DERIVATIONS),
            bundles=bundles,
            clock=now,
            wake=queue.wake,
            queue_answers=queue.answers,
            centre=settings.service_centre,
        ),
        bundles=bundles,
        registry=registry,
        scorer=Scorer.load(),
        queue=queue,
        gateways=gateways,
        default_channel="kannel" if settings.kannel_sendsms_url else "twilio",
        signing_key=derived(settings, "receipts"),
        clock=now,
        recordings=_recordings(settings),
        dials=_dials(settings, gateways) if settings.call_back else {},
        listen=partial(_listen, settings),
    )
    if isinstance(queue, dispatcher.InlineQueue):
        queue.services = services
    return services


def _dials(settings: Settings, gateways: Mapping[str, Gateway]) -> dict[str, Callable[[str], str]]:
    from assistant.channels.ari import AsteriskApi
    from assistant.channels.twilio_rest import TwilioGateway

    dials: dict[str, Callable[[str], str]] = {}
    if settings.twilio_account_sid and isinstance(twilio := gateways.get("twilio"), TwilioGateway):
        dials["twilio"] = twilio.call
    if settings.asterisk_ari:
        asterisk = AsteriskApi(settings.asterisk_ari, settings.asterisk_endpoint, settings.asterisk_number)
        dials["asterisk"] = asterisk.call
    return dials


def _recordings(settings: Settings) -> Recordings | None:
    if not settings.twilio_account_sid or settings.twilio_streams:
        return None
    return Recordings(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_base)


def _listen(settings: Settings, question: Question) -> Recogniser | None:
    """A recogniser for a question; the model is loaded for the first, since few processes listen."""
    from assistant.channels.calls.ears import ears
    from assistant.speech.model import named, shared

    return ears(shared(named(settings.speech_model)))(question)


def call_server(services: Services, settings: Settings) -> CallServer:
    """What answers calls: the one door, with a voice and ears."""
    from assistant.channels.calls.server import CallServer

    scoring.warm()
    understanding.warm()
    return CallServer(
        services.conversations,
        prompter(services.bundles, settings),
        services.listen,
        now,
        streams_dial=not settings.phone_on_screen,
    )


def prompter(bundles: Bundles, settings: Settings) -> Prompter:
    """The voice of the line; the log says where it can only give tones."""
    from assistant.speech.prompts import Prompter

    voice = Prompter.at(bundles, settings.locales_dir, settings.home)
    for warning in voice.warnings():
        log.warning("prompts_missing", detail=warning)
    return voice


def checks(first_digits: str) -> Mapping[str, Check]:
    """The rules beyond an answer's form that flows may name."""

    def identifier(digits: str) -> str | None:
        problem = check_identifier(digits, first_digits)
        return problem.value if problem else None

    def reference(digits: str) -> str | None:
        return None if is_reference(digits) else "check_digit"

    return {"identifier": identifier, "reference": reference}


def derived(settings: Settings, purpose: str) -> bytes:
    """A key for one purpose from the secret key, so that no key is used for two things."""
    return hmac.new(settings.secret_key.encode(), purpose.encode(), hashlib.sha256).digest()


def kannel_key(settings: Settings) -> str:
    """What a Kannel on another machine shows that it is ours."""
    return derived(settings, "kannel").hex()[:32]


def studio(settings: Settings, services: Services) -> Studio:
    """Where voices are recorded: the built-in vocabulary, or the association's own in HAQQI_HOME."""
    own = settings.home / RECORDING / "vocabulary.yaml"
    words = Words.of_vocabulary(own if own.is_file() else None)
    return Studio(services.database, services.bundles, words, services.clock)


def asterisk_key(settings: Settings) -> str:
    """What the dialplan of an Asterisk on another machine shows that it is ours."""
    return derived(settings, "asterisk").hex()[:32]


def _queue(settings: Settings) -> JobQueue:
    if not settings.redis_url:
        return dispatcher.InlineQueue()
    from assistant.jobs.queue import RedisQueue

    return RedisQueue(settings.redis_url)


def _gateways(settings: Settings) -> dict[str, Gateway]:
    # Providers' libraries are slow to load, and a chat in the terminal needs none of them.
    gateways: dict[str, Gateway] = {}
    emulated = settings.phone_on_screen
    if settings.twilio_account_sid or emulated:
        from assistant.channels.twilio_rest import TwilioGateway

        gateways["twilio"] = TwilioGateway(
            settings.twilio_account_sid or EMULATED_ACCOUNT,
            settings.twilio_auth_token,
            settings.twilio_number or EMULATED_NUMBER,
            settings.base_url,
            settings.twilio_api_base or (f"http://{settings.host}:{settings.port}/phone" if emulated else ""),
        )
    if settings.kannel_sendsms_url:
        from assistant.channels.kannel import KannelGateway

        gateways["kannel"] = KannelGateway(settings.kannel_sendsms_url, settings.base_url, kannel_key(settings))
    return gateways


def _hears(settings: Settings) -> bool:
    """Whether calls are answered by speech, not by keys alone."""
    from assistant.speech.model import named, usable  # Vosk is slow to load, and only who asks needs it

    return usable(named(settings.speech_model))


def _unavailable(error: UnavailableError) -> tuple[str, int, dict[str, str]]:
    """The database is away: nothing was taken, and the provider should come again."""
    log.error("database_unavailable", detail=str(error))
    return "try again\n", 503, {"Retry-After": "5"}


def create_app(settings: Settings | None = None, *, dispatch: bool = True) -> Flask:
    """The web server: webhooks, probes, the console and, with the embedded defaults, the phone on the screen.

    Without Redis its own thread does the jobs, unless `dispatch` is off: then whoever made the application does.
    """
    from flask import Flask

    configure()
    settings = settings or load_settings()
    services = build(settings)
    services.database.migrate()
    scoring.warm()
    understanding.warm()
    app = Flask(__name__, static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        BASE_URL=settings.base_url,
        KANNEL_KEY=kannel_key(settings),
        LOCALES_DIR=settings.locales_dir,
        ASTERISK_KEY=asterisk_key(settings),
        MEDIA_URL=settings.media_url,
        TWILIO_STREAMS=settings.twilio_streams,
        TWILIO_DIALS=not settings.phone_on_screen,
        TWILIO_NUMBER=settings.twilio_number,
        CALL_BACKS_A_DAY=settings.call_backs_a_day,
    )
    app.register_error_handler(UnavailableError, _unavailable)
    app.extensions["haqqi_services"] = services
    app.extensions["haqqi_conversations"] = services.conversations
    _open_to_gateways(app, settings, services)
    _open_to_people(app, settings, services)
    _open_to_recording(app, settings, services)
    if dispatch and isinstance(services.queue, dispatcher.InlineQueue):
        log.warning("no_redis", effect="jobs are done in the web process, straight from the outbox")
        app.extensions["haqqi_end_jobs"] = _do_jobs_here(services)
    return app


def _do_jobs_here(services: Services) -> Callable[[], None]:
    """The dispatcher on a thread of this process; gives what ends it, which the end of the process does too."""
    stop = threading.Event()
    thread = threading.Thread(target=dispatcher.run, args=(services, stop), daemon=True)

    def end() -> None:
        stop.set()
        services.queue.wake()
        thread.join()

    thread.start()
    atexit.register(end)
    return end


def _open_to_gateways(app: Flask, settings: Settings, services: Services) -> None:
    """Webhooks of providers and registers, and probes. Twilio's only where its requests can be verified."""
    from assistant.channels import asterisk, dci_callback, kannel, probes, twilio_handover, twilio_sms, twilio_voice
    from assistant.channels.deliveries import Deliveries
    from assistant.channels.prompt_pages import PromptPages
    from assistant.channels.twilio_signature import Signature

    app.extensions["haqqi_speech"] = partial(_hears, settings)
    app.extensions["haqqi_deliveries"] = Deliveries(services.database, now)
    voice = app.extensions["haqqi_prompter"] = prompter(services.bundles, settings)
    if settings.twilio_auth_token:
        app.extensions["haqqi_twilio_signature"] = Signature(
            settings.twilio_auth_token, settings.base_url, settings.twilio_account_sid
        )
        app.register_blueprint(twilio_sms.blueprint)
        app.register_blueprint(twilio_voice.blueprint)
        app.register_blueprint(twilio_handover.blueprint)
        app.extensions["haqqi_prompt_pages"] = PromptPages(voice, derived(settings, "prompts"), settings.base_url)
    app.register_blueprint(kannel.blueprint)
    app.register_blueprint(asterisk.blueprint)
    app.register_blueprint(probes.blueprint)
    if not settings.registry_embedded:
        app.extensions["haqqi_dci"] = services.registry
        app.register_blueprint(dci_callback.blueprint)


def _open_to_people(app: Flask, settings: Settings, services: Services) -> None:
    """The operators' console, the page that checks receipts, and the phone on the screen."""
    from assistant.channels import phone, receipts
    from assistant.console import Desk, load_words
    from assistant.console import blueprint as console

    app.extensions["haqqi_console"] = Desk(
        services.conversations, load_words(), settings.base_url, settings.sms_price, derived(settings, "receipts")
    )
    app.register_blueprint(console)
    app.register_blueprint(receipts.blueprint)
    if settings.phone_on_screen:
        number = settings.twilio_number or EMULATED_NUMBER
        app.register_blueprint(phone.blueprint)
        app.extensions["haqqi_phone"] = phone.Network(settings.twilio_auth_token, settings.base_url, number)


def _open_to_recording(app: Flask, settings: Settings, services: Services) -> None:
    """The recording kit: its pages and, with a Twilio account, its calls."""
    from assistant.channels import recording

    app.register_blueprint(recording.blueprint)
    if settings.twilio_account_sid:
        app.register_blueprint(recording.calls)
        base = settings.twilio_api_base or recording.twilio_store.API
        app.extensions["haqqi_twilio_store"] = recording.TwilioStore(
            settings.twilio_account_sid, settings.twilio_auth_token, base
        )
    app.extensions["haqqi_studio"] = studio(settings, services)
    app.extensions["haqqi_passes"] = Passes(derived(settings, "recording"))
    app.extensions["haqqi_leader"] = Leader(settings.home / RECORDING / "prompts")
