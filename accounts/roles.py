"""The three roles and what each may do.

A reporter prepares drafts and proposes; an editor publishes, decides and corrects; a chief may also withdraw for
good, erase a capture by law and manage the people. Permissions beyond Django's four are declared on the models.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

REPORTER, EDITOR, CHIEF = "reporter", "editor", "chief"

WRITES = ("add", "change", "view")
DRAFTING_MODELS = (
    "article capture speaker speakername position quotation attribution occurrence segment relayhop translation note"
).split()
EDITING_MODELS = (
    "publication feed claim claimtopic stance externalreview topic proposal match matchrelation correction"
).split()
EDITOR_EXTRAS = ("publish_quotation", "withdraw_quotation", "review_match", "correct_quotation")
CHIEF_EXTRAS = ("erase_capture",)
DIGEST_MODELS = "subscriber subscription edition editionitem delivery confirmation".split()


def codenames(models: list[str] | tuple[str, ...], verbs: tuple[str, ...]) -> set[str]:
    return {f"{verb}_{model}" for model in models for verb in verbs}


def permissions_of(role: str) -> set[str]:
    """Codenames that the role holds; each role holds all of the one before it."""
    reporter = (
        codenames(DRAFTING_MODELS, WRITES)
        | codenames(EDITING_MODELS, ("view",))
        | {"view_matchjob", "view_extractionrun"}
    )
    reporter |= codenames(
        [
            "attribution",
            "occurrence",
            "segment",
            "relayhop",
            "speakername",
            "position",
            "note",
            "translation",
        ],
        ("delete",),
    )
    if role == REPORTER:
        return reporter
    editor = reporter | codenames(EDITING_MODELS, WRITES) | set(EDITOR_EXTRAS)
    editor |= codenames(
        ["stance", "claimtopic", "quotation", "externalreview", "speaker", "article", "topic", "claim"],
        ("delete",),
    )
    editor |= codenames(DIGEST_MODELS, ("view",)) | {"change_matchjob"}
    if role == EDITOR:
        return editor
    chief = editor | set(CHIEF_EXTRAS) | codenames(["publication", "feed"], ("delete",))
    return chief | codenames(["user"], WRITES) | {"view_group"} | codenames(DIGEST_MODELS, ("change",))


def sync_groups(**kwargs: Any) -> None:
    """Make the three groups hold exactly these permissions. Runs after every migration; safe to repeat."""
    if Permission.objects.filter(codename="view_quotation").count() == 0:
        return
    for role in (REPORTER, EDITOR, CHIEF):
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(Permission.objects.filter(Q(codename__in=permissions_of(role))))
