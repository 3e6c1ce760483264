"""How well a model hears recordings of people: trials, figures of them, and a report."""

from assistant.speech.evaluation.report import evaluate

__all__ = ["evaluate"]
