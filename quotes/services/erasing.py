"""What a law erased from a saved copy is kept in no guess of the machine either.

Nobody announces an erasure to us: rows about an erased copy are found and swept (law 3). What editors accepted is the
quotation's and no guess (ADR 4).
"""

from django.db.models import Q

from quotes.models import ArticleChange, Proposal, Sighting
from sources.models import Capture


def forget_erased() -> None:
    """Remove the words of erased copies from suggestions, from what later looks found, and from changes of articles.

    A decided change stays as a decision without its words; one that waits is about nothing any more.
    Each step stands alone: what a crash leaves is swept at the next look.
    """
    erased = Capture.objects.filter(erased_at__isnull=False)
    if not erased.exists():
        return
    Proposal.objects.filter(run__capture__in=erased).exclude(state=Proposal.State.ACCEPTED).delete()
    Sighting.objects.filter(look__capture__in=erased).exclude(words="").update(words="")
    # The older words of a headline, a name or a notice come from any copy of the article.
    theirs = (
        Q(capture__in=erased) | Q(occurrence__capture__in=erased) | Q(occurrence=None, article__captures__in=erased)
    )
    # A join with the copies may name a row twice, and what is deleted or updated is named once.
    changes = ArticleChange.objects.filter(pk__in=ArticleChange.objects.filter(theirs, words_erased=False).values("pk"))
    changes.open().delete()
    changes.update(before="", after="", words_erased=True)
