import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """A single mail (confirmation, notice, password reset), written in the transaction of what
    it tells and sent by the worker. `once` names what must not be mailed twice."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", _("cancelled")
        UNCERTAIN = "uncertain", _("uncertain")

    kind = models.CharField(_("kind"), max_length=40)
    once = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001  NULL repeats
    address = models.CharField(_("address"), max_length=254)
    address_key = models.CharField(max_length=254, null=True, db_index=True)  # noqa: DJ001
    subject = models.CharField(_("subject"), max_length=998)  # RFC 5322, 2.1.1
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"))
    expires_at = models.DateTimeField(_("expires"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    lease_token = models.UUIDField(null=True, default=None)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            # Finished letters leave the index, so that a claim costs the same after a million.
            models.Index(
                fields=["due_at", "id"],
                name="iria_letter_due",
                condition=Q(state__in=["waiting", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    @staticmethod
    def new_message_id(host: str) -> str:
        return f"<{uuid.uuid4().hex}@{host}>"
