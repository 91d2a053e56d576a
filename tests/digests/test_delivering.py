"""What the server's answers mean, and that a letter has one sender."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from digests.mail.transport import BadMailAddress, Folder, Mail, OutcomeUnknown, Smtp, file_name, transport_for
from digests.models import Confirmation, Delivery, Subscriber
from digests.services import claiming, composing, subscribing
from digests.services.claiming import LEASE, MAX_ATTEMPTS, LeaseLost
from digests.services.delivering import deliver, deliver_due
from digests.weeks import IsoWeek
from tests.digests.conftest import AFTER, DURING, MailServer, part
from tests.factories import make_quotation, make_speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(subscribed: Callable[..., Subscriber]) -> Delivery:
    subscribed()
    make_quotation()
    composing.compose(now=AFTER, week=IsoWeek(2026, 47), language="en", time_zone="UTC")
    return Delivery.objects.get()


def send(server: MailServer, now: datetime = AFTER) -> None:
    deliver_due(transport=transport_for(server.url), clock=lambda: now)


def test_copy_is_not_sent_before_its_hour(copy: Delivery, mail_server: MailServer) -> None:
    send(mail_server, copy.due_at - timedelta(seconds=1))
    assert mail_server.connections == 0
    send(mail_server, copy.due_at)
    send(mail_server, copy.due_at + timedelta(days=1))
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_busy_server_is_asked_again_later_and_finally_given_up(
    copy: Delivery, mail_server: MailServer, where: str
) -> None:
    busy = "451 come back later"
    mail_server.answer, mail_server.refuse_recipient = (busy, "") if where == "data" else ("250 OK", busy)
    now = AFTER
    for attempt in range(1, MAX_ATTEMPTS + 1):
        send(mail_server, now)
        copy.refresh_from_db()
        assert copy.attempts == attempt
        assert copy.answer == busy
        send(mail_server, now + timedelta(seconds=30))
        now = copy.due_at
    assert mail_server.connections == MAX_ATTEMPTS
    assert copy.state == "failed"


def test_reader_whose_server_is_busy_does_not_keep_the_others_waiting(
    copy: Delivery, subscribed: Callable[..., Subscriber], mail_server: MailServer
) -> None:
    other = subscribed("other@example.org")
    Delivery.objects.create(subscriber=other, edition=copy.edition, week=copy.week, due_at=copy.due_at)
    mail_server.refuse_recipient = "451 come back later"
    assert deliver_due(transport=transport_for(mail_server.url), clock=lambda: AFTER) == 2


def test_refusing_server_is_not_asked_again(copy: Delivery, mail_server: MailServer) -> None:
    mail_server.refuse_recipient = "550 no such mailbox"
    send(mail_server)
    send(mail_server, AFTER + timedelta(days=9))
    copy.refresh_from_db()
    assert (copy.state, copy.answer, mail_server.connections) == ("failed", "550 no such mailbox", 1)


def test_server_that_is_away_is_tried_once_for_all(copy: Delivery, subscribed: Callable[..., Subscriber]) -> None:
    subscribing.ask(now=DURING, email="new@example.org", language="en")
    tried = deliver_due(transport=Smtp("127.0.0.1", 1), clock=lambda: AFTER)
    assert tried == 1
    assert Confirmation.objects.get().state == "waiting"
    copy.refresh_from_db()
    assert (copy.state, copy.attempts) == ("waiting", 0)


def test_server_that_hangs_up_without_an_answer_leaves_the_copy_held(copy: Delivery, mail_server: MailServer) -> None:
    mail_server.hang_up_after_data = True
    send(mail_server)
    send(mail_server, AFTER + timedelta(days=30))
    copy.refresh_from_db()
    assert copy.state == "held"
    assert len(mail_server.mails) == 1


def test_late_answer_settles_a_held_copy(copy: Delivery) -> None:
    letter = claiming.claim_next(Delivery, now=AFTER)
    assert letter is not None
    claiming.begin_transmission(now=AFTER, letter=letter, message_id="<a@b>")
    claiming.settle_expired(now=AFTER + 2 * LEASE, repeatable=False)
    claiming.record_sent(now=AFTER + 2 * LEASE, letter=letter, answer="250 at last")
    copy.refresh_from_db()
    assert (copy.state, copy.answer) == ("sent", "250 at last")


def test_slow_sender_that_lost_its_lease_gives_the_server_nothing(copy: Delivery, mail_server: MailServer) -> None:
    slow = claiming.claim_next(Delivery, now=AFTER)
    later = AFTER + 2 * LEASE
    quick = claiming.claim_next(Delivery, now=later)
    assert slow is not None
    assert quick is not None
    deliver(slow, transport=transport_for(mail_server.url), clock=lambda: later)
    assert mail_server.mails == []
    deliver(quick, transport=transport_for(mail_server.url), clock=lambda: later)
    assert len(mail_server.mails) == 1


def test_letter_that_kills_every_sender_is_parked(copy: Delivery) -> None:
    now = AFTER
    for _ in range(MAX_ATTEMPTS):
        assert claiming.claim_next(Delivery, now=now) is not None
        now += 2 * LEASE
    assert claiming.claim_next(Delivery, now=now) is None
    claiming.settle_expired(now=now, repeatable=False)
    copy.refresh_from_db()
    assert copy.state == "failed"


def test_reader_who_left_gets_nothing_even_between_claim_and_sending(copy: Delivery, mail_server: MailServer) -> None:
    letter = claiming.claim_next(Delivery, now=AFTER)
    assert letter is not None
    subscribing.leave(now=AFTER, subscriber=copy.subscriber)
    with pytest.raises(LeaseLost):
        claiming.begin_transmission(now=AFTER, letter=letter, message_id="<a@b>")
    deliver(letter, transport=transport_for(mail_server.url), clock=lambda: AFTER)
    send(mail_server, AFTER + 2 * LEASE)
    assert mail_server.mails == []
    copy.refresh_from_db()
    assert copy.state == "dropped"


def test_leaving_drops_the_copy_that_waits(copy: Delivery, mail_server: MailServer) -> None:
    subscribing.leave(now=AFTER, subscriber=copy.subscriber)
    send(mail_server)
    assert mail_server.connections == 0


def test_reader_refused_again_and_again_is_shown(
    subscribed: Callable[..., Subscriber], mail_server: MailServer
) -> None:
    reader = subscribed()
    subscribed("well@example.org")
    mail_server.refuse_recipient = "550 no such mailbox"
    for number in (47, 48):
        make_quotation()
        week = IsoWeek(2026, number)
        composing.compose(now=AFTER, week=week, language="en", time_zone="UTC")
        Delivery.objects.filter(subscriber__email="well@example.org").delete()
        send(mail_server, AFTER + timedelta(days=30))
    assert list(Subscriber.objects.often_refused()) == [reader]


def test_mail_keeps_to_the_forms_of_mail(copy: Delivery, mail_server: MailServer) -> None:
    send(mail_server)
    (mail,) = mail_server.mails
    copy.refresh_from_db()
    assert mail["Message-ID"] == f"<{copy.reference}@localhost>" == copy.message_id
    assert mail["From"] == "Verbatim <digest@localhost>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
    assert re.fullmatch(r"<http://localhost:8000/en/digest/leave/\S+>", mail["List-Unsubscribe"])
    assert max(len(line) for line in mail.as_bytes().splitlines()) < 998  # RFC 5322 2.1.1


def test_line_that_begins_with_a_dot_arrives_whole(tmp_path: Path, mail_server: MailServer) -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..two\r\nend\r\n"
    mail = Mail("a@example.org", "b@example.org", "<x@y>", content)
    answer = transport_for(mail_server.url).send(mail, on_the_brink=lambda: None)
    assert answer == "250 taken"
    assert mail_server.mails[0].get_content().splitlines() == [".", "..two", "end"]


def test_hostile_name_stays_text(subscribed: Callable[..., Subscriber], mail_server: MailServer) -> None:
    hostile = "Minister\r\nBcc: all@example.org <script>alert(1)</script> & Co"
    speaker = make_speaker(hostile)
    subscribed(speaker=speaker)
    make_quotation("Words with <b>marks</b> & an \u202eoverride", speaker=speaker)
    composing.compose(now=AFTER, week=IsoWeek(2026, 47), language="en", time_zone="UTC")
    send(mail_server)
    (mail,) = mail_server.mails
    html, text = part(mail, "html"), part(mail, "plain")
    assert mail["Bcc"] is None
    assert "<script" not in html
    assert "&lt;b&gt;marks&lt;/b&gt; &amp; an" in html
    assert "<b>marks</b> & an [RLO]override" in text
    assert "\u202e" not in html + text


@pytest.mark.parametrize(
    "url", ["", "smtp://", "http://example.org", "folder://relative/path", "folder:", "smtp+ssl://host"]
)
def test_mail_address_that_is_not_understood_says_what_to_write(url: str) -> None:
    with pytest.raises(BadMailAddress, match="smtp://user:password@host:port"):
        transport_for(url)


def test_mail_addresses() -> None:
    assert transport_for("smtps://me%40x:p%2Fw@mail.example") == Smtp("mail.example", 465, "me@x", "p/w", "tls")
    assert transport_for("smtp+tls://mail.example:2525") == Smtp("mail.example", 2525, security="starttls")
    assert transport_for("folder:///var/mail%20box") == Folder(Path("/var/mail box"))


@pytest.mark.parametrize("identity", ["<../../etc/passwd@x>", "<a/b@x>", "<...@x>", "<\x00@x>"])
def test_file_name_never_leaves_the_folder(identity: str, tmp_path: Path) -> None:
    name = file_name(identity)
    assert (tmp_path / name).resolve().parent == tmp_path
    assert not name.startswith(".")


def test_unknown_outcome_is_not_a_refusal(mail_server: MailServer) -> None:
    mail_server.hang_up_after_data = True
    with pytest.raises(OutcomeUnknown):
        transport_for(mail_server.url).send(
            Mail("a@example.org", "b@example.org", "<x@y>", b"Subject: x\r\n\r\nx\r\n"), on_the_brink=lambda: None
        )
