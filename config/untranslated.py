"""Words of Django's own that its Arabic catalogue lacks: they are named here, so that ours has them.

Our catalogue comes before Django's, so the words of pages and forms need no more than their name. Those of the
admin's scripts reach the browser in a catalogue of their own, which `ScriptWords` completes.
"""

from typing import Any

from django.utils.translation import (
    get_language,
    gettext,
    gettext_noop,
    ngettext,
    ngettext_lazy,
    pgettext_lazy,
)
from django.views.i18n import JavaScriptCatalog

OF_FORMS = (
    gettext_noop("Enter a valid domain name."),
    gettext_noop("Enter a valid %(protocol)s address."),
    gettext_noop("Ensure this value is a multiple of step size %(limit_value)s."),
    gettext_noop(
        "Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. "
        "%(offset)s, %(valid_value1)s, %(valid_value2)s, and so on."
    ),
    gettext_noop("Constraint “%(name)s” is violated."),
    gettext_noop("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    ngettext_lazy("Please submit at most %(num)d form.", "Please submit at most %(num)d forms.", "num"),
    ngettext_lazy("Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", "num"),
)
OF_ACCOUNTS = (
    gettext_noop("salt"),
    gettext_noop("hash"),
    gettext_noop("Conflicting form data submitted. Please try again."),
    gettext_noop("Password-based authentication was disabled."),
    gettext_noop("Set password: %s"),
    gettext_noop("Reset password"),
    gettext_noop("Set password"),
    gettext_noop(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be "
        "able to authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    gettext_noop("Password-based authentication"),
    gettext_noop("Enabled"),
    gettext_noop("Disabled"),
    gettext_noop("Raw passwords are not stored, so there is no way to see the user’s password."),
    gettext_noop("Enable password-based authentication for this user by setting a password."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "count",
    ),
    gettext_noop(
        "Enter a valid username. This value may contain only unaccented lowercase a-z and uppercase A-Z letters, "
        "numbers, and @/./+/-/_ characters."
    ),
)
OF_SCRIPTS = (
    gettext_noop('Choose %s by selecting them and then select the "Choose" arrow button.'),
    gettext_noop("Choose all %s"),
    gettext_noop("Choose selected %s"),
    gettext_noop("Remove selected %s"),
    gettext_noop('Remove %s by selecting them and then select the "Remove" arrow button.'),
    gettext_noop("Type into this box to filter down the list of selected %s."),
    gettext_noop("(click to clear)"),
    gettext_noop("Remove all %s"),
    gettext_noop("Sunday"),
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
)
SHORT_DAYS = {
    ("abbrev. day Sunday", "Sun"): pgettext_lazy("abbrev. day Sunday", "Sun"),
    ("abbrev. day Monday", "Mon"): pgettext_lazy("abbrev. day Monday", "Mon"),
    ("abbrev. day Tuesday", "Tue"): pgettext_lazy("abbrev. day Tuesday", "Tue"),
    ("abbrev. day Wednesday", "Wed"): pgettext_lazy("abbrev. day Wednesday", "Wed"),
    ("abbrev. day Thursday", "Thur"): pgettext_lazy("abbrev. day Thursday", "Thur"),
    ("abbrev. day Friday", "Fri"): pgettext_lazy("abbrev. day Friday", "Fri"),
    ("abbrev. day Saturday", "Sat"): pgettext_lazy("abbrev. day Saturday", "Sat"),
}
COUNTS_OF_EACH_FORM = {"ar": (0, 1, 2, 3, 11, 100)}
"""A number for each plural form of a language, in the order of the catalogue."""


class ScriptWords(JavaScriptCatalog):
    """The catalogue of the admin's scripts, with what Django's lacks taken from ours."""

    def get_catalog(self) -> dict[str, Any]:
        known: dict[str, Any] = super().get_catalog()
        ours: dict[str, Any] = {word: gettext(word) for word in OF_SCRIPTS}
        ours |= {f"{context}\x04{word}": str(said) for (context, word), said in SHORT_DAYS.items()}
        if counts := COUNTS_OF_EACH_FORM.get(get_language() or ""):
            ours["%s selected option not visible"] = [
                ngettext("%s selected option not visible", "%s selected options not visible", count) for count in counts
            ]
        return ours | known
