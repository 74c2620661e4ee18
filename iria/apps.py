from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class IriaConfig(AppConfig):
    name = "iria"
    verbose_name = _("Institute")
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Tables are there only now.
        from iria import personal  # noqa: PLC0415

        personal.register()


class DeskConfig(admin_apps.AdminConfig):
    default_site = "iria.adminsite.DeskSite"
    default = False
