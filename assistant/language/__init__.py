"""The words: locale bundles, the script a person writes in, SMS segments, numbers as people read them."""

from assistant.language.aloud import Rest
from assistant.language.bundles import Bundles
from assistant.language.check import check_locales
from assistant.language.errors import LocaleError
from assistant.language.forms import FORMS
from assistant.language.local_time import local_day, morocco
from assistant.language.message import Arg, Message
from assistant.language.report import Problem, Use
from assistant.language.scripts import Detected, detect
from assistant.language.sms import Segments, pack, segments, soften
from assistant.language.speaker import Part, Phrase, Speaker

__all__ = [
    "FORMS",
    "Arg",
    "Bundles",
    "Detected",
    "LocaleError",
    "Message",
    "Part",
    "Phrase",
    "Problem",
    "Rest",
    "Segments",
    "Speaker",
    "Use",
    "check_locales",
    "detect",
    "local_day",
    "morocco",
    "pack",
    "segments",
    "soften",
]
