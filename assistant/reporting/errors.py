"""What this room raises."""


class ReportingError(Exception):
    """A report cannot be made as asked; the text says what to do."""
