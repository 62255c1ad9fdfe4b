"""Public door of notices."""

from motcua.notices.choosing import Chosen, choices_of, choose
from motcua.notices.downtime_rules import AnnouncedTooLate, PlannedDowntime
from motcua.notices.downtimes import (
    announce_downtime,
    cancel_downtime,
    change_downtime,
    days_ahead,
    downtimes,
    first_day_to_announce,
    next_downtime,
    planned,
)
from motcua.notices.downtimes_told import people_told, tell_of_downtimes
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
    "PlannedDowntime",
    "QuietHours",
    "Recipient",
    "SentState",
    "announce_downtime",
    "cancel_downtime",
    "change_downtime",
    "choices_of",
    "choose",
    "days_ahead",
    "downtimes",
    "first_day_to_announce",
    "inbox",
    "mark_read",
    "masked",
    "next_downtime",
    "notify",
    "people_told",
    "planned",
    "send_notices",
    "tell_of_downtimes",
    "told_about",
    "unread_count",
]
