"""Complaints and proposals of people (phản ánh, kiến nghị) and what was done about each."""

from __future__ import annotations

from django.db import models


class Complaint(models.Model):
    """A case with its clocks; ``agency`` is the one that has to answer now.

    ``answer_by`` moves by the working days that the person took to make the case clear.
    """

    class Kind(models.TextChoices):
        CONDUCT = "conduct", "Thái độ, việc làm của cán bộ"
        DELAY = "delay", "Chậm giải quyết, chậm trả kết quả"
        RULE = "rule", "Quy định về thủ tục hành chính"
        PORTAL = "portal", "Lỗi của cổng dịch vụ công"

    class State(models.TextChoices):
        OPEN = "open", "Đang xem xét"
        CLARIFYING = "clarifying", "Yêu cầu làm rõ"
        ANSWERED = "answered", "Đã trả lời"
        REFUSED = "refused", "Không xem xét"

    code = models.CharField(max_length=24, primary_key=True)
    account = models.UUIDField(db_index=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    about = models.CharField(max_length=40, blank=True)  # a dossier's code
    agency = models.CharField(max_length=32)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    sent_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # while the person is to make the case clear
    answer_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "state", "answer_by"])]

    def __str__(self) -> str:
        return self.code


class StepTaken(models.Model):
    """One step of a case; the application's login may add and read, never change or delete."""

    class Kind(models.TextChoices):
        SENT = "sent", "Đã gửi"
        TRANSFERRED = "transferred", "Đã chuyển cơ quan có thẩm quyền"
        ASKED = "asked", "Đề nghị làm rõ"
        CLARIFIED = "clarified", "Đã làm rõ"
        ANSWERED = "answered", "Đã trả lời"
        REFUSED = "refused", "Không xem xét"
        PUBLISHED = "published", "Đã công khai"
        TAKEN_DOWN = "taken_down", "Đã gỡ câu trả lời công khai"

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    account = models.UUIDField()
    person = models.CharField(max_length=300)  # name and title; empty for who complains
    agency = models.CharField(max_length=32, blank=True)
    to_agency = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind}"


class PublishedAnswer(models.Model):
    """What everybody may read of an answered complaint: texts of their own, without personal data.

    ``words`` is the folded text that is searched; an answer taken down keeps its row.
    """

    complaint = models.OneToOneField(
        Complaint, on_delete=models.PROTECT, primary_key=True, related_name="published"
    )
    kind = models.CharField(max_length=8, choices=Complaint.Kind.choices)
    agency = models.CharField(max_length=32)
    question = models.TextField()
    answer = models.TextField()
    words = models.TextField()
    published_at = models.DateTimeField(db_index=True)
    down_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.complaint_id)
