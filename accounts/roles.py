"""The three roles and what each may do.

A reporter prepares drafts and proposes; an editor publishes, decides and corrects; a chief may also withdraw for
good, erase a capture by law and manage the people. Permissions beyond Django's four are declared on the models.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission

REPORTER, EDITOR, CHIEF = "reporter", "editor", "chief"

VIEW, WRITE, DELETE = ("view",), ("add", "change", "view"), ("delete",)

EVIDENCE = ("article", "capture", "speaker", "speakername", "position")
STATEMENT = ("quotation", "attribution", "occurrence", "segment", "relayhop", "translation", "note")
PARTS = ("attribution", "occurrence", "segment", "relayhop", "translation", "note", "speakername", "position")
EDITED = ("publication", "feed", "claim", "claimtopic", "stance", "externalreview", "topic", "proposal")
DECIDED = ("match", "matchrelation", "decision", "correction", "articlechange")
LEARNT = ("calibration", "mute", "ranking")
WATCHED = ("watch",)
JOBS = ("matchjob", "extractionrun")
MAIL = ("subscriber", "subscription", "edition", "editionitem", "delivery", "confirmation")
EDITOR_MAY_DELETE = ("quotation", "speaker", "article", "claim", "claimtopic", "stance", "externalreview", "topic")


def codenames(models: Iterable[str], verbs: Iterable[str]) -> set[str]:
    return {f"{verb}_{model}" for model in models for verb in verbs}


def reporter_may() -> set[str]:
    looks = codenames((*EDITED, *DECIDED, *LEARNT, *WATCHED, *JOBS), VIEW)
    return looks | codenames((*EVIDENCE, *STATEMENT), WRITE) | codenames(PARTS, DELETE)


def editor_may() -> set[str]:
    writes = codenames((*EDITED, *DECIDED, *WATCHED), WRITE) | codenames((*EDITOR_MAY_DELETE, *WATCHED), DELETE)
    acts = {
        "publish_quotation",
        "withdraw_quotation",
        "correct_quotation",
        "review_match",
        "mute_phrase",
        "change_matchjob",
    }
    return reporter_may() | writes | acts | codenames(MAIL, VIEW)


def chief_may() -> set[str]:
    people = codenames(("user",), WRITE) | {"view_group"}
    acts = {"erase_capture", "switch_calibration", "switch_ranking", "publish_import"}
    return editor_may() | people | acts | codenames(("publication", "feed"), DELETE) | codenames(MAIL, WRITE)


ROLES = {REPORTER: reporter_may, EDITOR: editor_may, CHIEF: chief_may}


def sync_groups(**kwargs: Any) -> None:
    """Make the three groups hold exactly these permissions. Runs after every migration; safe to repeat."""
    for role, may in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(Permission.objects.filter(codename__in=may()))
