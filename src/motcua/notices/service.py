"""Public door of notices."""

from motcua.notices.choosing import Chosen, choices_of, choose
from motcua.notices.downtimes import (
    AnnouncedTooLate,
    announce_downtime,
    cancel_downtime,
    next_downtime,
)
from motcua.notices.inbox import (
    PAGE,
    NoticeView,
    SentState,
    inbox,
    mark_read,
    masked,
    told_about,
    unread_count,
)
from motcua.notices.models import Downtime
from motcua.notices.notify import notify
from motcua.notices.quiet import QuietHours
from motcua.notices.recipients import Recipient
from motcua.notices.sending import send_notices
from motcua.notices.wording import Fact

__all__ = [
    "PAGE",
    "AnnouncedTooLate",
    "Chosen",
    "Downtime",
    "Fact",
    "NoticeView",
    "QuietHours",
    "Recipient",
    "SentState",
    "announce_downtime",
    "cancel_downtime",
    "choices_of",
    "choose",
    "inbox",
    "mark_read",
    "masked",
    "next_downtime",
    "notify",
    "send_notices",
    "told_about",
    "unread_count",
]
