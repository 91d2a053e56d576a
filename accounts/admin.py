"""The people of the newsroom. A chief gives roles; only a superuser makes superusers or touches their accounts."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User

if TYPE_CHECKING:
    BaseUserAdmin = StockUserAdmin[User]
else:  # generic for the type checker only
    BaseUserAdmin = StockUserAdmin

ONLY_SUPERUSERS_GIVE = frozenset({"is_superuser", "user_permissions"})


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    list_display = ["username", "first_name", "last_name", "roles", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
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
        return ", ".join(group.name for group in user.groups.all())
