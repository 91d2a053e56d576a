"""Roles and permissions in the language of the desk: Django keeps their names in the database, in one language."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import pgettext_lazy

from accounts.roles import CHIEF, EDITOR, REPORTER

ROLES = {
    REPORTER: pgettext_lazy("role", "Reporter"),
    EDITOR: pgettext_lazy("role", "Editor"),
    CHIEF: pgettext_lazy("role", "Chief"),
}
VERBS = {
    "add": pgettext_lazy("permission", "add"),
    "change": pgettext_lazy("permission", "change"),
    "delete": pgettext_lazy("permission", "delete"),
    "view": pgettext_lazy("permission", "see"),
    "publish": pgettext_lazy("permission", "publish and put under review"),
    "withdraw": pgettext_lazy("permission", "withdraw"),
    "correct": pgettext_lazy("permission", "correct"),
    "review": pgettext_lazy("permission", "decide"),
    "erase": pgettext_lazy("permission", "erase by law"),
    "mute": pgettext_lazy("permission", "stop and allow suggesting"),
    "switch": pgettext_lazy("permission", "choose which one is used"),
}


def role_name(group: Group) -> str:
    """A role in the active language; a group that an installation added keeps its own name."""
    return str(ROLES.get(group.name, group.name))


def permission_name(permission: Permission) -> str:
    """What may be done with what: "Quote: withdraw". One that we do not know keeps its own name."""
    verb = VERBS.get(permission.codename.partition("_")[0])
    model = permission.content_type.model_class()
    if verb is None or model is None:
        return permission.name
    return f"{model._meta.verbose_name}: {verb}"
