"""What a dossier owes and every attempt to pay it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Charge(models.Model):
    """What one dossier owes at one time. Amounts in whole đồng; ``lines`` as `charging.Line`."""

    class State(models.TextChoices):
        UNPAID = "unpaid", "Chưa thanh toán"
        PENDING = "pending", "Đang chờ ngân hàng xác nhận"
        PAID = "paid", "Đã thanh toán"
        EXEMPT = "exempt", "Được miễn"
        REFUNDED = "refunded", "Đã hoàn trả"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.CharField(max_length=64)
    lines = models.JSONField()
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.UNPAID)
    created_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=16, blank=True)  # online, cash, transfer

    class Meta:
        indexes = [models.Index(fields=["dossier"])]

    def __str__(self) -> str:
        return f"{self.dossier} {self.amount}"


class Attempt(models.Model):
    """One try to pay a charge on the platform; ``reference`` is MaThamChieu, unique for ever."""

    class State(models.TextChoices):
        BEGUN = "begun", "Khởi tạo"
        PAID = "paid", "Thành công"
        FAILED = "failed", "Thất bại"
        SURPLUS = "surplus", "Trả thừa, phải hoàn"

    reference = models.CharField(max_length=40, primary_key=True)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="attempts")
    state = models.CharField(max_length=8, choices=State.choices, default=State.BEGUN)
    amount = models.PositiveBigIntegerField()
    transaction_no = models.CharField(max_length=80, blank=True)
    bank = models.CharField(max_length=40, blank=True)
    begun_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    query_at = models.DateTimeField(null=True)  # when to ask what became of it
    queries = models.PositiveIntegerField(default=0)
    request_body = models.TextField(blank=True)
    answer_body = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["query_at"],
                condition=Q(query_at__isnull=False),
                name="attempts_to_query",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["charge"], condition=Q(state="paid"), name="one_paid_attempt_a_charge"
            )
        ]

    def __str__(self) -> str:
        return self.reference
