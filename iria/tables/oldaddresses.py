import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 1000


def path_key(path: str) -> str:
    """Stands for a path in unique indexes: 1,000 characters of some scripts exceed what a
    PostgreSQL index row holds (2,704 bytes)."""
    return hashlib.sha256(path.encode()).hexdigest()


class OldAddress(models.Model):
    """A path that once led somewhere, decoded, and the path that it leads to today."""

    path = models.CharField(_("old address"), max_length=MAX_LENGTH)
    path_key = models.CharField(max_length=64, unique=True, editable=False)
    target = models.CharField(_("leads to"), max_length=MAX_LENGTH)
    target_key = models.CharField(max_length=64, db_index=True, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"
