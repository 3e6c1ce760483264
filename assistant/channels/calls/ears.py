"""A call's ears: the process's one model, and a recogniser of its own for each utterance."""

from __future__ import annotations

from assistant.speech.call import Listen, Question, Recogniser
from assistant.speech.listening import listen_for
from assistant.speech.model import Model


def ears(model: Model | None) -> Listen:
    """Listens with the model for what the question may be answered with; without one, keys alone answer."""

    def listen(question: Question) -> Recogniser | None:
        if model is None:
            return None
        return model.listen(listen_for(question.kind, question.context, question.labels, question.also))

    return listen
