"""What people filed on the national portal, kept there until a node has made it a dossier."""

from __future__ import annotations

from django.db import models


class FiledDeclaration(models.Model):
    """A declaration filed on the national portal (hồ sơ nộp trên Cổng quốc gia).

    ``number`` is the order in which nodes are told; ``draft`` is the id of the draft it was, by which
    the node answers. Once answered it has the node's code or its refusal.
    """

    number = models.BigAutoField(primary_key=True)
    draft = models.UUIDField(unique=True)
    code = models.CharField(max_length=40, unique=True)  # the portal's own
    account = models.UUIDField()
    root = models.CharField(max_length=8)  # of the node, e.g. H44
    agency = models.CharField(max_length=32)  # at which it is filed
    procedure = models.CharField(max_length=24)
    revision = models.PositiveIntegerField()
    subject_name = models.CharField(max_length=160)
    answers = models.JSONField()
    sources = models.JSONField()
    filer = models.JSONField()  # the identity at the moment of filing, in the provider's claims
    helpers = models.JSONField()  # the same of those who helped to declare
    delegate = models.JSONField(default=dict, db_default={})  # and of who filed for an organisation
    files = models.JSONField()  # ids of uploads
    filed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    dossier = models.CharField(max_length=40, blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["root", "number"],
                condition=models.Q(answered_at=None),
                name="filed_waiting",
            ),
            models.Index(fields=["account", "-filed_at"], name="filed_by_account"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, dossier="", refusal="")
                | models.Q(answered_at__isnull=False, refusal="") & ~models.Q(dossier="")
                | models.Q(answered_at__isnull=False, dossier="") & ~models.Q(refusal=""),
                name="an_answer_is_a_code_or_a_refusal",
            )
        ]

    def __str__(self) -> str:
        return self.code
