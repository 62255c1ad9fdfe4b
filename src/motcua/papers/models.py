"""Tables of papers; private to this room, everybody else goes through ``service``."""

from __future__ import annotations

import uuid

from django.db import models


class StoredFile(models.Model):
    """A file that a person sent or this room made; its bytes lie in ``store`` by ``digest``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256, hex
    name = models.CharField(max_length=120)
    mime = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # bytes
    pages = models.PositiveIntegerField()
    owner = models.CharField(max_length=64, blank=True)  # account id; empty: made here
    dossier_code = models.CharField(max_length=40, null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["dossier_code"]),
            models.Index(fields=["owner", "created_at"]),
        ]

    def __str__(self) -> str:
        return self.name


class Paper(models.Model):
    """A paper issued in a dossier: its data, its state and its newest bytes."""

    class State(models.TextChoices):
        PENDING = "pending", "Đang lập"
        READY = "ready", "Đã lập"
        FAILED = "failed", "Chưa lập được"
        DROPPED = "dropped", "Không ký"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    dossier_code = models.CharField(max_length=40)
    cause = models.CharField(max_length=80)  # what ordered it: the same cause gives one paper
    data = models.JSONField()
    agency = models.CharField(max_length=200)
    masked_name = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    failure = models.CharField(max_length=400, blank=True)
    check_code = models.CharField(max_length=26, unique=True)  # 128 random bits, base32
    places = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revocation_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier_code", "kind", "cause"], name="one_paper_per_cause"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(file__isnull=False),
                name="a_ready_paper_has_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | models.Q(issued_at__isnull=False),
                name="only_an_issued_paper_is_revoked",
            ),
        ]
        indexes = [models.Index(fields=["dossier_code", "kind", "ordered_at"])]

    def __str__(self) -> str:
        return f"{self.kind}, {self.dossier_code}"


class SigningMeans(models.Model):
    """With which key a signer signs (phương tiện ký số), from one day to another.

    Without a row it is the file that the test authority made. ``handle`` is the credential at the
    remote service, the telephone number of the SIM, 'token/key' as a device at the server labels
    them, or the certificate's serial number for a token in the signer's own computer.
    """

    class Style(models.TextChoices):
        REMOTE = "remote", "Ký số từ xa"
        SIM = "sim", "SIM ký số"
        LOCAL = "local", "USB token tại máy người ký"
        TOKEN = "token", "HSM, token tại máy chủ"

    signer = models.CharField(max_length=80, db_index=True)  # an account id or an agency's code
    agency = models.CharField(max_length=32)  # where the signer signs
    style = models.CharField(max_length=8, choices=Style.choices)
    handle = models.CharField(max_length=120)
    certificates = models.TextField()  # PEM, the signer's own first
    first_day = models.DateField()
    last_day = models.DateField(null=True)  # included
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.style}: {self.signer}"


class SigningRequest(models.Model):
    """One question on a signer's telephone about one or many papers (yêu cầu xác nhận ký)."""

    class State(models.TextChoices):
        ASKING = "asking", "Đang gửi đến dịch vụ ký số"
        WAITING = "waiting", "Chờ xác nhận trên điện thoại"
        CONFIRMED = "confirmed", "Đã xác nhận"
        REFUSED = "refused", "Đã từ chối"
        TOO_LATE = "too_late", "Quá thời hạn xác nhận"
        REJECTED = "rejected", "Dịch vụ ký số không nhận"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signer = models.CharField(max_length=80)
    style = models.CharField(max_length=8, choices=SigningMeans.Style.choices)
    handle = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKING)
    question = models.CharField(max_length=120, blank=True)  # the service's id of it
    times = models.PositiveSmallIntegerField(default=1, db_default=1)  # 2: asked once more
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when the service took it
    attempts = models.PositiveIntegerField(default=0)
    obstacle = models.CharField(max_length=80, blank=True)  # why the last attempt failed
    next_attempt_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signer"],
                condition=models.Q(state__in=["asking", "waiting"]),
                name="one_open_question_a_signer",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                name="open_signing_requests",
                condition=models.Q(state__in=["asking", "waiting"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signer} {self.state}"


class Signature(models.Model):
    """A signature ordered on a paper, until it is there and ever after."""

    class Role(models.TextChoices):
        PERSON = "person", "Người có thẩm quyền"
        AGENCY = "agency", "Cơ quan"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signatures")
    role = models.CharField(max_length=8, choices=Role.choices)
    signer = models.CharField(max_length=80)  # whose key: an account id or an agency's code
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=120, blank=True)
    prefix = models.CharField(max_length=40, blank=True)  # KT. CHỦ TỊCH, TL., TUQ.
    agency = models.CharField(max_length=200)
    ordered_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    obstacle = models.CharField(max_length=80, blank=True)  # why the last attempt failed
    signed_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    # while somebody is asked on a telephone: what they sign, where they are asked, what came back
    prepared = models.JSONField(null=True)
    prepared_at = models.DateTimeField(null=True)
    request = models.ForeignKey(
        SigningRequest, null=True, on_delete=models.PROTECT, related_name="signatures"
    )
    value = models.CharField(max_length=2048, blank=True, db_default="")  # hex

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "role"], name="one_signature_per_role"),
        ]
        indexes = [
            models.Index(
                fields=["signer", "prepared_at"],
                name="signatures_to_confirm",
                condition=models.Q(
                    prepared_at__isnull=False, request__isnull=True, signed_at__isnull=True
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class CheckRequest(models.Model):
    """A stranger's PDF that the worker checks; gone with its file when it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class CertificationBook(models.Model):
    """A book of certified copies (sổ chứng thực, SCT/BS) of one agency and year: its last number."""

    agency = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="one_certification_book_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}"


class Certification(models.Model):
    """One line of the book; the application's login may insert and read, never change or delete."""

    agency = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    dossier_code = models.CharField(max_length=40, unique=True)
    certified_on = models.DateField()
    applicant = models.CharField(max_length=160)
    title = models.CharField(max_length=200)
    copies = models.PositiveSmallIntegerField()
    certifier = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "number"], name="one_line_a_certification_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.number}/{self.year}"
