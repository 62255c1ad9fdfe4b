"""Public door of notices."""

from motcua.notices.notify import notify
from motcua.notices.recipients import Recipient

__all__ = ["Recipient", "notify"]
