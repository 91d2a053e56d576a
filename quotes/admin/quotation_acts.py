"""Publishing, holding, withdrawing, restoring, disputing: each asked twice, each one service call."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from quotes.models import Attribution, Quotation
from quotes.services import quoting
from sources.admin.acts import Act, Asked, PublicReasonForm
from sources.admin.picking import picked
from sources.forms import PlainText, TextArea

Status = Quotation.Status


class DisputeForm(forms.Form):
    """Which attribution is in doubt, what is wrong with it, and which words show that."""

    attribution = forms.ModelChoiceField(
        Attribution.objects.none(), label=pgettext_lazy("verbatim", "attribution"), empty_label=None
    )
    state = forms.ChoiceField(
        label=pgettext_lazy("verbatim", "state"),
        choices=[choice for choice in Attribution.State.choices if choice[0] != Attribution.State.ASSERTED],
    )
    shown_by = picked(
        Attribution,
        "shown_by",
        label=pgettext_lazy("verbatim", "shown by"),
        help_text=pgettext_lazy("verbatim", "The place in an article that disputes, denies or retracts it."),
    )
    public_reason = PlainText(
        label=pgettext_lazy("verbatim", "public reason"),
        widget=TextArea,
        required=False,
        max_length=2000,
        help_text=pgettext_lazy("verbatim", "Readers see it beside the quote."),
    )

    def __init__(self, *args: Any, quotation: Quotation, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["attribution"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Attribution.objects.filter(quotation=quotation).select_related("speaker")
        self.fields["shown_by"].required = True
        self.fields["shown_by"].widget.can_add_related = False


def dispute(asked: Asked) -> Attribution:
    return quoting.dispute(by=asked.by, now=asked.now, **asked.answers)


def restorable(quotation: Quotation) -> bool:
    return quotation.status == Status.WITHDRAWN


def was_public(quotation: Quotation) -> bool:
    return quotation.published_at is not None and quotation.status != Status.WITHDRAWN


PUBLISH = Act(
    slug="publish",
    label=pgettext_lazy("verbatim", "Publish"),
    question=pgettext_lazy(
        "verbatim",
        "Readers will see the words, who said them, and the article. From then on, words, attribution and date "
        "change only with a public correction.",
    ),
    done=pgettext_lazy("verbatim", "The quote is published."),
    permission="quotes.publish_quotation",
    run=lambda asked: quoting.publish(by=asked.by, now=asked.now, quotation=asked.row),
    offered=lambda quotation: quotation.status in (Status.DRAFT, Status.HELD),
)
HOLD = Act(
    slug="hold",
    label=pgettext_lazy("verbatim", "Put under review"),
    question=pgettext_lazy("verbatim", "Readers will not see the quote until it is published again."),
    done=pgettext_lazy("verbatim", "The quote is under review. Readers do not see it."),
    permission="quotes.publish_quotation",
    run=lambda asked: quoting.hold(by=asked.by, now=asked.now, quotation=asked.row),
    offered=lambda quotation: quotation.status in (Status.DRAFT, Status.PUBLISHED),
)
WITHDRAW = Act(
    slug="withdraw",
    label=pgettext_lazy("verbatim", "Withdraw"),
    question=pgettext_lazy(
        "verbatim",
        "The words go. Readers who come by will see that a quote stood here, since when it is withdrawn, and why.",
    ),
    done=pgettext_lazy("verbatim", "The quote is withdrawn."),
    permission="quotes.withdraw_quotation",
    run=lambda asked: quoting.withdraw(
        by=asked.by, now=asked.now, quotation=asked.row, because=asked.answers["because"]
    ),
    offered=was_public,
    form=PublicReasonForm,
    grave=True,
)
RESTORE = Act(
    slug="restore",
    label=pgettext_lazy("verbatim", "Restore"),
    question=pgettext_lazy("verbatim", "The quote becomes public again, with its words."),
    done=pgettext_lazy("verbatim", "The quote is public again."),
    permission="quotes.withdraw_quotation",
    run=lambda asked: quoting.restore(by=asked.by, now=asked.now, quotation=asked.row),
    offered=restorable,
)
DISPUTE = Act(
    slug="dispute",
    label=pgettext_lazy("verbatim", "Dispute the attribution"),
    question=pgettext_lazy(
        "verbatim",
        "The quote stays, with a banner that says what is wrong with the attribution, and the words that show it.",
    ),
    done=pgettext_lazy("verbatim", "The attribution is marked."),
    permission="quotes.correct_quotation",
    run=dispute,
    offered=lambda quotation: quotation.status != Status.WITHDRAWN,
    form=DisputeForm,
)
QUOTATION_ACTS = (PUBLISH, HOLD, WITHDRAW, RESTORE, DISPUTE)
