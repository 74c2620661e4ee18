from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MenuItem(models.Model):
    """One entry of the main or the footer menu: a category, a page or an address."""

    class Menu(models.TextChoices):
        MAIN = "main", _("Main menu")
        FOOTER = "footer", _("Footer")

    menu = models.CharField(_("menu"), max_length=10, choices=Menu.choices, default=Menu.MAIN)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(
        _("label"), max_length=60, blank=True, help_text=_("Empty: the name of where it leads.")
    )
    category = models.ForeignKey(
        "articles.Category", models.CASCADE, null=True, blank=True, verbose_name=_("category")
    )
    page = models.ForeignKey(
        "articles.Page", models.CASCADE, null=True, blank=True, verbose_name=_("page")
    )
    address = models.CharField(
        _("or an address"),
        max_length=500,
        blank=True,
        help_text=_("/search/ or https://…"),
        validators=[
            # Browsers read /\evil.example as //evil.example, and leave out breaks within.
            RegexValidator(
                r"^(/(?![/\\])|https?://|mailto:)[^\\\s\x00-\x1f\x7f]*\Z",
                _("Begin with / or https://, and leave out spaces and backslashes."),
            )
        ],
    )

    class Meta:
        app_label = "articles"
        verbose_name = _("menu entry")
        verbose_name_plural = _("menus")
        ordering = ["menu", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__isnull=False, page__isnull=True, address="")
                | Q(category__isnull=True, page__isnull=False, address="")
                | (Q(category__isnull=True, page__isnull=True) & ~Q(address="")),
                name="articles_menuitem_one_target",
                violation_error_message=_("Choose one: a category, a page or an address."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.label or str(self.category or self.page or self.address)

    @property
    def url(self) -> str:
        if self.category:
            return self.category.get_absolute_url()
        return self.page.get_absolute_url() if self.page else self.address
