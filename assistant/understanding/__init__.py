"""What a person said -> a value, or an honest "not understood"."""

from assistant.understanding.answer import (
    CONTROLS,
    HARDLY_HEARD,
    HEARD_SURELY,
    SOFT,
    UNKNOWN,
    Answer,
    Channel,
    Kind,
    Level,
    Reason,
    UnderstandingError,
)
from assistant.understanding.understand import (
    Expectation,
    asks_slower,
    expect,
    expect_options,
    glossary_word,
    is_opt_in,
    is_opt_out,
    understand,
    warm,
)

__all__ = [
    "CONTROLS",
    "HARDLY_HEARD",
    "HEARD_SURELY",
    "SOFT",
    "UNKNOWN",
    "Answer",
    "Channel",
    "Expectation",
    "Kind",
    "Level",
    "Reason",
    "UnderstandingError",
    "asks_slower",
    "expect",
    "expect_options",
    "glossary_word",
    "is_opt_in",
    "is_opt_out",
    "understand",
    "warm",
]
