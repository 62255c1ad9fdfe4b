"""How a command ends that cannot do its work: one sentence, no traceback."""


class CommandFailed(Exception):
    """The work cannot be done; the text says why, and what to do."""
