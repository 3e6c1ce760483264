"""The appeals room's errors."""


class AppealError(Exception):
    """Base of what this room raises."""


class MoveNotAllowedError(AppealError):
    """The table does not allow this actor to bring an appeal from its state to that one."""


class MovedMeanwhileError(AppealError):
    """Somebody else moved the appeal since it was read: look at it again before deciding."""
