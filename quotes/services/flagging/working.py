"""From a due job to its outcome. Only the first and last steps are transactions that hold anything."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from quotes.candidates.errors import CandidatesUnavailableError
from quotes.models import MatchJob, Quotation
from quotes.services.encoding.endpoint import TextRefusedError
from quotes.services.encoding.indexes import workplace
from quotes.services.endpoints import EndpointError
from quotes.services.flagging import jobs
from quotes.services.flagging.candidates import find_candidates
from quotes.services.flagging.jobs import Claim
from quotes.services.flagging.suggesting import Found, suggest
from quotes.services.flagging.texts import IndexRetired, Superseded, Texts, prepare_texts, store_texts, stored_texts
from quotes.services.flagging.writing import Outcome, write_outcome
from quotes.services.learning.taught import taught
from quotes.services.mirroring import tell_now
from quotes.unmatchable import remark_of
from sources.services.leases import LeaseLost

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def work_through(*, clock: Clock, within: timedelta) -> int:
    """Do due jobs one after the other until none is left or the time is up; returns how many were taken.

    The time bounds how long other wake-ups wait for this process; a job that has begun is always brought to its end.
    """
    jobs.park_spent(now=clock())
    until, taken = clock() + within, 0
    while clock() < until and (claim := jobs.claim(now=clock())):
        work(claim, clock=clock)
        taken += 1
    return taken


def work(claim: Claim, *, clock: Clock) -> None:
    """Do one claimed job. Whatever goes wrong is written on the job and stops no other."""
    try:
        _search(claim, clock)
    except Superseded:
        _finish_superseded(claim, clock)
    except IndexRetired:
        work(claim, clock=clock)
    except TextRefusedError as refused:
        # A passage of a text, and its server is there: asking for ever would not help.
        jobs.fail(claim, now=clock(), error=str(refused))
    except (EndpointError, CandidatesUnavailableError) as away:
        logger.warning("Match job %s waits: %s", claim.job_id, away)
        jobs.postpone(claim, now=clock(), error=str(away))
    except LeaseLost:
        logger.warning("The lease of match job %s ended before its work did.", claim.job_id)
    except Exception as error:
        logger.exception("Match job %s failed, attempt %s.", claim.job_id, claim.attempts)
        jobs.fail(claim, now=clock(), error=f"{type(error).__name__}: {error}")


def _search(claim: Claim, clock: Clock) -> None:
    place = workplace(now=clock())
    engine = place.engine
    quotation = Quotation.objects.filter(pk=claim.quotation_id, revision=claim.revision).first()
    lessons = taught(engine.version)
    version = lessons.version(engine.version)
    if quotation is None or claim.engine_version not in ("", version):
        raise Superseded
    texts = stored_texts(quotation, engine, place.index) or prepare_texts(quotation, engine)
    store_texts(claim, texts, place.index)
    tell_now(place.index, quotation.pk)
    candidates = find_candidates(quotation.pk, texts, place)
    found = suggest(engine, quotation.pk, texts.prepared, candidates, lessons)
    write_outcome(claim, _outcome(texts, found, version), now=clock())


def be_ready(*, clock: Clock) -> None:
    """Load the model and let the vectors stand, so that the first editor waits for neither; later, do nothing."""
    try:
        workplace(now=clock()).engine.warm_up()
    except EndpointError as away:
        logger.warning("%s", away)


def _outcome(texts: Texts, found: Found, version: str) -> Outcome:
    if texts.prepared:
        return Outcome(found, version)
    remark = remark_of(texts.refusals[0] if texts.refusals else "")
    return Outcome(found, version, state=MatchJob.State.UNMATCHABLE, remark=remark)


def _finish_superseded(claim: Claim, clock: Clock) -> None:
    try:
        jobs.finish(claim, now=clock())
    except LeaseLost:
        logger.info("Match job %s was superseded and claimed by another worker.", claim.job_id)
