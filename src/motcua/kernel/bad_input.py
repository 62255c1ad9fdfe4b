"""What a person typed and cannot be right."""


class BadInput(ValueError):
    """``str()`` is the sentence for the screen, in Vietnamese: what is wrong, what to do."""
