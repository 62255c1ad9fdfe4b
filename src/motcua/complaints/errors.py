"""What can go wrong with a complaint."""

from __future__ import annotations

from motcua.kernel.bad_input import BadInput


class ComplaintNotFound(Exception):
    """There is no such complaint for who asks."""


class StepRefused(BadInput):
    """The step is not possible now; ``str()`` says why."""
