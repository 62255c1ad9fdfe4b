"""Accounts of people, organisations and officials, and the posts that officials hold."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from motcua.accounts.roles import ROLE_LABELS, Role


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who can sign in.

    People and organisations come from the electronic identity (VNeID) and have no password
    here; officials have a password and TOTP. ``level`` is the assurance level of the identity
    (mức độ định danh): 1 or 2, 0 for officials.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Người dân"
        ORGANISATION = "organisation", "Tổ chức"
        OFFICIAL = "official", "Cán bộ"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=120)
    tech_id = models.CharField(max_length=80, null=True, unique=True)
    personal_id = models.CharField(max_length=12, null=True, unique=True)
    tax_code = models.CharField(max_length=14, null=True, unique=True)
    birth = models.CharField(max_length=10, blank=True)  # partial date, ISO
    level = models.PositiveSmallIntegerField(default=0)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A role held at an agency from one day to another (chức danh as printed on papers)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=[(r.value, ROLE_LABELS[r]) for r in Role])
    title = models.CharField(max_length=120)
    signature_prefix = models.CharField(max_length=40, blank=True)  # KT. CHỦ TỊCH, TL., TUQ.
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # last day, included

    def __str__(self) -> str:
        return f"{self.title}, {self.agency_id}"


class Delegation(models.Model):
    """By which decision a post signs in another's stead (ký thay, thừa lệnh, thừa ủy quyền).

    The post that it gives holds delegate, agency, prefix and days; ``procedures`` are national
    codes, none: all.
    """

    class Kind(models.TextChoices):
        DEPUTY = "KT.", "Ký thay (KT.)"
        ORDER = "TL.", "Ký thừa lệnh (TL.)"
        MANDATE = "TUQ.", "Ký thừa ủy quyền (TUQ.)"

    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="delegation")
    principal = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    procedures = models.JSONField(default=list)
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"


class Invitation(models.Model):
    """A one-time address by which an official sets password and authenticator (phiếu kích hoạt).

    New accounts, forgotten passwords and lost phones are all the same act. Only the SHA-256 of
    the code is kept; a later invitation of the same account makes earlier ones worthless.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=40)  # of the authenticator to be, in hex
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.account_id)


class OpenSession(models.Model):
    """A session that an official opened, so that it can be shown and ended."""

    session_key = models.CharField(max_length=40, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    terminal = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.opened_at:%Y-%m-%d %H:%M}"


class AccountEvent(models.Model):
    """What was done to an account (nhật ký tài khoản); the application may add and read only."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=32)
    about = models.CharField(max_length=200, blank=True)  # a post, a terminal; never a secret

    class Meta:
        indexes = [models.Index(fields=["account", "-at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Organisation(models.Model):
    """What is known of the organisation behind an account (tài khoản tổ chức).

    ``register`` is what the business register said of the tax code, ``unknown`` before it
    answered; ``state_said``, ``registered_name`` and ``registered_representatives`` (with '; '
    between) are its own words. ``representative`` is as the electronic identity told it. The
    register is asked again from ``check_due_at`` on.
    """

    class Sort(models.TextChoices):
        ENTERPRISE = "enterprise", "Doanh nghiệp"
        OTHER = "organisation", "Cơ quan, tổ chức"

    class Register(models.TextChoices):
        UNKNOWN = "unknown", "Chưa đối chiếu với cơ sở dữ liệu đăng ký"
        ACTIVE = "active", "Đang hoạt động"
        SUSPENDED = "suspended", "Tạm ngừng hoạt động"
        CLOSED = "closed", "Đã ngừng hoạt động"
        OTHER = "other", "Đang làm thủ tục thay đổi tình trạng"
        NOT_FOUND = "not_found", "Không có trong cơ sở dữ liệu đăng ký"

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    sort = models.CharField(max_length=12, choices=Sort.choices)
    representative = models.CharField(max_length=120, blank=True)
    register = models.CharField(max_length=12, choices=Register.choices, default=Register.UNKNOWN)
    state_said = models.CharField(max_length=200, blank=True, db_default="")
    registered_name = models.CharField(max_length=200, blank=True, db_default="")
    registered_representatives = models.CharField(max_length=400, blank=True, db_default="")
    checked_at = models.DateTimeField(null=True)
    check_due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["check_due_at"],
                condition=models.Q(check_due_at__isnull=False),
                name="organisations_to_check",
            )
        ]

    def __str__(self) -> str:
        return str(self.account_id)


class Mandate(models.Model):
    """An organisation lets a person act for it (ủy quyền của tổ chức), for some procedures and days.

    An empty list of ``procedures`` means all that organisations may file. ``last_day`` is
    included; ``ended_at`` ends it at once. Rows stay: dossiers name who acted for whom. A node tells
    the national portal of it (``told``), which keeps it with the node's ``root`` (H44).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    personal_id = models.CharField(max_length=12, db_index=True)
    full_name = models.CharField(max_length=120)
    procedures = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    root = models.CharField(max_length=8, blank=True, db_default="")
    told = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="a_mandate_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.first_day} {self.last_day}"


class AppointedHelper(models.Model):
    """Somebody appointed to help people declare (người hỗ trợ được cử), for an area and a time."""

    class Sort(models.TextChoices):
        TEAM = "team", "Tổ công nghệ số cộng đồng"
        POST_OFFICE = "post_office", "Nhân viên bưu chính công ích"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=32)  # the code of who appointed them
    sort = models.CharField(max_length=12, choices=Sort.choices)
    place = models.CharField(max_length=120)
    personal_id = models.CharField(max_length=12, db_index=True)
    full_name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    appointed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="help_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.first_day} {self.last_day}"

    @property
    def said(self) -> str:
        """As what they help, and where: 'Tổ công nghệ số cộng đồng, xóm Văn'."""
        return f"{self.get_sort_display()}, {self.place}"
