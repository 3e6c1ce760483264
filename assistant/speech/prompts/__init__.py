"""What a caller hears: recorded clips, synthesised phrases, rests and tones, in 20 ms frames for a telephone line."""

from assistant.speech.prompts.errors import PromptError
from assistant.speech.prompts.prompt import Prompt
from assistant.speech.prompts.prompter import Prompter, Voicing

__all__ = ["Prompt", "PromptError", "Prompter", "Voicing"]
