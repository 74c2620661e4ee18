"""Members of staff and the groups that give them rights."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from iria import accounts, roles
from iria.forms import NewUserForm, PasswordForm, UserForm
from iria.models import User
from iria.worded import WordedAdmin


@admin.register(User)
class UserAdmin(WordedAdmin, DjangoUserAdmin):
    form = UserForm
    # Names and addresses are not, so that the log does not keep what was erased.
    quoted = ("groups", "is_active", "is_staff", "is_superuser")
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
        (gettext_lazy("Rights"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("address", "name", "groups")}),)
    # There are few groups: all are seen at once, each with its box.
    filter_horizontal = ()

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> tuple:
        """Without the way to a new password for those who may only look."""
        shown = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return shown
        return ((None, {"fields": ("name", "address")}), *shown[1:])

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

    def construct_change_message(
        self, request: HttpRequest, form: forms.BaseForm, formsets: Any, add: bool = False
    ) -> str:
        if add:
            names = ", ".join(str(group) for group in form.cleaned_data.get("groups", ()))
            return _("Invited. Groups: %(names)s.") % {"names": names} if names else _("Invited.")
        return super().construct_change_message(request, form, formsets, add)

    def changes_of(self, form: forms.BaseForm) -> Iterator[str]:
        if not isinstance(form, PasswordForm):
            yield from super().changes_of(form)
        elif form.user.has_usable_password():
            yield _("A new password was set.")
        else:
            yield _("Signing in with a password was switched off.")

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple:
        kept = super().get_readonly_fields(request, obj)
        return kept if request.user.is_superuser else (*kept, "is_superuser")


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(WordedAdmin, DjangoGroupAdmin):
    """Who writes the rights of a group may give them to anybody in it, themselves included."""

    quoted = ("name", "permissions")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return request.user.is_superuser
