from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from iria.addresses import MAX_LENGTH, address_key, validate_address


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, address: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(address=address, address_key=address_key(address), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, address_key: str, password: str | None = None, **fields: Any
    ) -> "User":
        """What `createsuperuser` calls, with the field that people sign in by."""
        fields |= {"is_staff": True, "is_superuser": True}
        return self.create_user(address_key, password, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(address_key=self.model.normalize_username(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """A member of staff. Those who leave are deactivated, not deleted."""

    # Not Django's field for addresses, which knows no letters but those of ASCII.
    address = models.CharField(
        _("e-mail address"), max_length=MAX_LENGTH, validators=[validate_address], blank=True
    )
    address_key = models.CharField(  # noqa: DJ001  NULL once a person is erased
        _("e-mail address"),
        max_length=MAX_LENGTH,
        unique=True,
        null=True,
        editable=False,
        error_messages={"unique": _("Somebody with this e-mail address exists already.")},
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(
        _("may sign in to the desk"), default=True, help_text=_("Untick for readers' accounts.")
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Untick when somebody leaves. Their work stays, their login ends."),
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "address_key"
    EMAIL_FIELD = "address"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or self.address or f"#{self.pk}"

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """The key of what was typed; what is no address is left as it is and matches nobody."""
        try:
            return address_key(username)
        except ValidationError:
            return username

    def clean(self) -> None:
        """An address typed into a form decides the key; the key is never typed."""
        try:
            self.address_key = address_key(self.address) if self.address else None
        except ValidationError:
            # The field has said so by now.
            return
        twins = User.objects.filter(address_key=self.address_key).exclude(pk=self.pk)
        if self.address_key and twins.exists():
            raise ValidationError({"address": _("Somebody has this address already.")})

    def get_username(self) -> str:
        return self.address

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.address
