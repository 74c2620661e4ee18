"""Members of staff and the groups that give them rights."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from iria import accounts, roles
from iria.forms import NewUserForm, PasswordForm, UserForm
from iria.models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    # The form of those that stand serves for new ones too.
    add_form_template = None
    change_password_form = PasswordForm
    list_display = ("name", "address", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "groups")
    search_fields = ("name", "address", "address_key")
    ordering = ("name", "id")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("name", "address", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("address", "name", "groups")}),)
    # There are few groups: all are seen at once, each with its box.
    filter_horizontal = ()

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who leaves is deactivated: their name stays with what they did."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Who may do more than oneself is left alone: a password set for them would be a way
        to their rights."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not roles.exceeds(obj, request.user))

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Groups are given by those who have all their rights."""
        if db_field.name == "groups":
            kwargs |= {
                "queryset": roles.grantable(request.user),
                "widget": forms.CheckboxSelectMultiple,
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Who is new is invited in the same transaction."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            accounts.invite(obj, request.user)
            said = _("An invitation to choose a password is on its way to %(address)s.")
            self.message_user(request, said % {"address": obj.address}, messages.INFO)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple:
        kept = super().get_readonly_fields(request, obj)
        return kept if request.user.is_superuser else (*kept, "is_superuser")


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin):
    """Who writes the rights of a group may give them to anybody in it, themselves included."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser
