"""The sender is killed -9 before DATA and after DATA, by a real signal, against a real mail server.

Nothing arrives twice; what may have arrived is held and listed; what certainly has not is sent after the restart.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from digests.mail.transport import transport_for
from digests.models import Delivery, Subscriber
from digests.services import claiming, composing
from digests.services.claiming import LEASE
from digests.services.delivering import deliver_due
from digests.weeks import IsoWeek
from tests.digests.conftest import AFTER, DURING, MailServer, part
from tests.factories import make_quotation, make_relation, make_user

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CHECKOUT = Path(__file__).resolve().parents[2]


def database_address() -> str:
    settings = connection.settings_dict
    host = quote(str(settings["HOST"]), safe="")
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    user = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    return f"postgres://{user}@{host}{port}/{settings['NAME']}"


@contextmanager
def sender(server: MailServer) -> Iterator[subprocess.Popen[bytes]]:
    """A sender at work, from start to the end of the block, however it ends."""
    environment = {**os.environ, "DATABASE_URL": database_address(), "MAIL_URL": server.url}
    process = subprocess.Popen([sys.executable, "-m", "tests.digests.sender"], cwd=CHECKOUT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=30)


def kill_where_it_stalls(server: MailServer, where: str) -> None:
    server.stall_at = where
    with sender(server) as process:
        assert server.stalled.wait(timeout=60), "the sender never came that far"
        process.send_signal(signal.SIGKILL)
    server.release()


def restart(server: MailServer, now: datetime) -> None:
    """What a sweep and a sender do at `now`."""
    claiming.settle_expired(now=now, repeatable=transport_for(server.url).repeatable)
    deliver_due(transport=transport_for(server.url), clock=lambda: now)


@pytest.fixture
def copy(subscribed: Callable[..., Subscriber]) -> Delivery:
    """One waiting copy with a newly confirmed relation."""
    subscribed(now=DURING)
    relation = make_relation(
        make_quotation("The harbour is open"), make_quotation("The harbour is shut"), state="confirmed"
    )
    assert relation.state == "confirmed"
    composing.compose(now=AFTER, week=IsoWeek(2026, 47), language="en", time_zone="UTC")
    Delivery.objects.update(due_at=LONG_AGO)  # the killed process looks at the real clock
    return Delivery.objects.get()


def test_killed_before_data_it_is_sent_once_after_the_restart(copy: Delivery, mail_server: MailServer) -> None:
    kill_where_it_stalls(mail_server, "before DATA")
    copy.refresh_from_db()
    assert (copy.state, copy.attempts) == ("claimed", 1)
    now = timezone.now()
    restart(mail_server, now)
    assert mail_server.mails == [], "the lease of the dead sender still runs"
    restart(mail_server, now + LEASE + timedelta(seconds=5))
    restart(mail_server, now + 3 * LEASE)
    (mail,) = mail_server.mails
    assert "The harbour is open" in part(mail, "plain")
    copy.refresh_from_db()
    assert (copy.state, copy.attempts) == ("sent", 2)
    assert copy.answer == "250 taken"


def test_killed_after_data_it_is_held_and_never_sent_again_by_itself(copy: Delivery, mail_server: MailServer) -> None:
    kill_where_it_stalls(mail_server, "after DATA")
    copy.refresh_from_db()
    assert copy.state == "transmitting"
    now = timezone.now()
    for minutes in (0, 11, 60, 60 * 24 * 30):
        restart(mail_server, now + timedelta(minutes=minutes))
    assert len(mail_server.mails) == 1
    copy.refresh_from_db()
    assert copy.state == "held"
    assert list(Delivery.objects.unsettled()) == [copy], "it is listed for a person"
    assert copy.message_id == mail_server.mails[0]["Message-ID"], "and can be found in the server's log"


def test_held_copy_is_settled_by_a_person(copy: Delivery, mail_server: MailServer) -> None:
    now = timezone.now()
    mail_server.hang_up_after_data = True
    restart(mail_server, now)
    mail_server.hang_up_after_data = False
    chief = make_user("chief")
    claiming.send_again(by=chief, now=now, letter=copy)
    restart(mail_server, now)
    first, second = mail_server.mails
    assert first["Message-ID"] == second["Message-ID"], "a mail program can tell that it is the same"
    copy.refresh_from_db()
    assert (copy.state, copy.settled_by) == ("sent", chief)


def test_killed_while_writing_to_the_folder_it_is_written_once(copy: Delivery, mail_folder: Path) -> None:
    claimed = claiming.claim_next(Delivery, now=timezone.now())
    assert claimed is not None
    claiming.begin_transmission(now=timezone.now(), letter=claimed, message_id="<w@localhost>")
    later = timezone.now() + 2 * LEASE
    transport = transport_for(f"folder://{mail_folder}")
    for _ in range(2):
        claiming.settle_expired(now=later, repeatable=transport.repeatable)
        deliver_due(transport=transport, clock=lambda: later)
    assert [path.name for path in mail_folder.iterdir()] == ["w@localhost.eml"]
    copy.refresh_from_db()
    assert copy.state == "sent"
