"""The people of the newsroom. A chief gives roles; only a superuser makes superusers or touches their accounts."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.models import User
from accounts.naming import permission_name, role_name

if TYPE_CHECKING:
    BaseUserAdmin = StockUserAdmin[User]
    GroupsField = ModelMultipleChoiceField[Group]
else:  # generic for the type checker only
    BaseUserAdmin = StockUserAdmin
    GroupsField = ModelMultipleChoiceField

ONLY_SUPERUSERS_GIVE = frozenset({"is_superuser", "user_permissions"})


class RolesField(GroupsField):
    def label_from_instance(self, obj: Any) -> str:
        return role_name(obj)


class RoleFilter(admin.RelatedFieldListFilter):
    """The stock filter, with our roles under their names in the language of the desk."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(group.pk), role_name(group)) for group in Group.objects.order_by("pk")]


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    list_display = ["username", "first_name", "last_name", "roles", "is_active", "last_login"]
    list_filter = [("groups", RoleFilter), "is_active"]
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (gettext_lazy("Personal info"), {"fields": ["first_name", "last_name", "email"]}),
        (pgettext_lazy("verbatim", "Role"), {"fields": ["is_active", "is_staff", "groups"]}),
        (gettext_lazy("Permissions"), {"fields": ["is_superuser", "user_permissions"], "classes": ["collapse"]}),
        (gettext_lazy("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [part for part in fieldsets if not ONLY_SUPERUSERS_GIVE & set(part[1]["fields"])]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    @admin.display(description=pgettext_lazy("verbatim", "Role"))
    def roles(self, user: User) -> str:
        names = [role_name(group) for group in user.groups.all()]
        return pgettext("between names in a list", ", ").join(names)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["form_class"] = RolesField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(StockGroupAdmin):
    """The roles are written by accounts.roles after every migration; the desk shows what each may do."""

    list_display = ["role"]
    fields = ["role", "may"]
    readonly_fields = ["role", "may"]
    show_full_result_count = False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The page's title and its path name the role as the list does; nothing here is ever saved."""
        group = super().get_object(request, object_id, from_field)
        if group is not None:
            group.name = role_name(group)
        return group

    @admin.display(description=pgettext_lazy("verbatim", "Role"), ordering="name")
    def role(self, group: Group) -> str:
        return role_name(group)

    @admin.display(description=gettext_lazy("Permissions"))
    def may(self, group: Group) -> SafeString:
        names = sorted(permission_name(one) for one in group.permissions.select_related("content_type"))
        return format_html_join("", "<div>{}</div>", ((name,) for name in names))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
