"""The dialogue room's errors."""


class DialogueError(Exception):
    """Base of everything that this room raises."""


class FlowError(DialogueError):
    """A flow file is wrong: the service must not start with it. The text names file, line and the remedy."""
