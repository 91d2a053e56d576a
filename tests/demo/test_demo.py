"""The demo newsroom: what a newcomer finds, and that it is loaded whole, once, and quickly."""

import stat
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.models import User
from quotes.demo import reading
from quotes.demo.loading import load_demo
from quotes.demo.logins import make_users
from quotes.matching.families import NEAREST
from quotes.models import (
    Attribution,
    Claim,
    Family,
    MatchJob,
    MatchRelation,
    Occurrence,
    Quotation,
    Speaker,
    Topic,
    Translation,
)
from quotes.words import wording
from sources.models import Article, Capture, Publication
from tests.factories import make_quotation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WIRE = "Verbatim Demo Wire"


@pytest.fixture
def newsroom(tmp_path):
    return load_demo(now=NOW, data_dir=tmp_path)


def words_of(quotation):
    lead = quotation.lead
    return wording(lead.clause_exact, [segment.exact for segment in lead.segments.all()])


def test_every_quotation_is_there_word_by_word_with_its_evidence(newsroom):
    assert len(newsroom.quotations) == 15 == Quotation.objects.count()
    for told in reading.articles():
        quotation = newsroom.quotations[told.key]
        assert words_of(quotation) == told.words
        assert quotation.said == told.said
        speakers = [row.speaker for row in quotation.attributions.all()]
        assert speakers == [newsroom.speakers[name] for name in told.speakers]


def test_the_words_are_carried_by_our_own_outlet_alone(newsroom):
    assert {article.publication.name for article in Article.objects.select_related("publication")} == {WIRE}
    assert {capture.method for capture in Capture.objects.all()} == {"file"}
    assert Publication.objects.count() > 15
    for occurrence in Occurrence.objects.prefetch_related("relay_hops__publication"):
        hops = list(occurrence.relay_hops.all())
        assert len(hops) >= 2
        assert [hop.order for hop in hops] == list(range(1, len(hops) + 1))
        assert WIRE not in {hop.publication.name for hop in hops if hop.publication}
        assert hops[-1].address.startswith("http")


def test_the_articles_are_short_and_in_five_languages(newsroom):
    assert {article.language for article in Article.objects.all()} == {"ar", "en", "it", "ru", "zh"}
    for told in reading.articles():
        assert told.text.count(told.words) == 1
        length = len(told.text) / 1.7 if told.language == "zh" else len(told.text.split())
        assert 60 <= length <= 170, (told.key, length)


def test_direct_mixed_and_indirect_are_kept_apart(newsroom):
    kinds = {key: quotation.lead.kind for key, quotation in newsroom.quotations.items()}
    assert sorted(key for key, kind in kinds.items() if kind == "indirect") == [
        "joint-2022-ar",
        "joint-2022-ru",
        "le-yucheng-2022-zh",
        "wang-yi-2021-zh",
    ]
    assert [key for key, kind in kinds.items() if kind == "mixed"] == ["wang-wenbin-2022-it"]
    mixed = newsroom.quotations["wang-wenbin-2022-it"].lead
    assert mixed.clause_exact == 'La cooperazione sino-russa "non ha limiti".'
    assert [segment.exact for segment in mixed.segments.all()] == ["non ha limiti"]


def test_two_drafts_are_left_for_the_newcomer_to_publish(newsroom):
    drafts = {key for key, quotation in newsroom.quotations.items() if quotation.status == "draft"}
    assert drafts == {"le-yucheng-2022-ar", "medvedev-2023-ar"}
    assert Quotation.objects.published().count() == 13


def test_joint_speakers_and_speaking_for(newsroom):
    joint = newsroom.quotations["joint-2022-en"].attributions.all()
    assert [str(row.speaker.label("en")) for row in joint] == ["Xi Jinping", "Vladimir Putin"]
    hua = newsroom.quotations["hua-2021-ru"].attributions.get()
    assert hua.on_behalf_of.label("en") == "Ministry of Foreign Affairs of China"


def test_days_are_intervals_where_only_those_are_known(newsroom):
    assert newsroom.quotations["hua-2021-ru"].said == (date(2021, 1, 19), date(2021, 1, 31))
    assert newsroom.quotations["le-yucheng-2022-ar"].said == (date(2022, 1, 1), date(2022, 12, 31))
    published = {told.key: told.published for told in reading.articles()}
    assert published["hua-2021-ru"] is None
    assert Article.objects.filter(published_from=None).count() == 3


def test_speakers_are_found_under_their_names_in_four_languages(newsroom):
    assert Speaker.objects.count() == 14
    for speaker in Speaker.objects.prefetch_related("names"):
        assert {"ar", "en", "ru", "zh"} <= {name.language for name in speaker.names.all()}
    assert newsroom.speakers["Sergei Lavrov"].label("ar") == "سيرغي لافروف"
    assert newsroom.speakers["Qin Gang"].label("zh") == "秦刚"


def test_the_claim_shows_who_asserts_who_limits_and_who_denies(newsroom):
    claim = Claim.objects.published().get()
    assert claim.heading("en").startswith("Who says that")
    assert claim.heading("ar").startswith("من يقول إن")
    stances = {
        key: claim.stances.get(quotation=quotation).kind
        for key, quotation in newsroom.quotations.items()
        if claim.stances.filter(quotation=quotation).exists()
    }
    assert {key for key, kind in stances.items() if kind == "qualifies"} == {"qin-gang-2022-en"}
    assert {key for key, kind in stances.items() if kind == "denies"} == {"fu-cong-2023-en"}
    assert sum(kind == "asserts" for kind in stances.values()) == 11
    assert Topic.objects.published().count() == 1


def test_the_words_attributed_to_fu_cong_are_disputed_by_the_mission(newsroom):
    attribution = newsroom.quotations["fu-cong-2023-en"].attributions.get()
    assert attribution.state == Attribution.State.DISPUTED
    assert attribution.shown_by.quotation == newsroom.quotations["mission-2023-en"]
    assert Quotation.objects.published().filter(pk=attribution.shown_by.quotation_id).exists()
    assert Attribution.objects.exclude(state="asserted").count() == 1


def test_the_two_days_of_qin_gangs_interview_are_noted(newsroom):
    note = newsroom.quotations["qin-gang-2022-en"].notes.get()
    assert note.fact == "date"
    assert "Thursday" in note.article_says
    assert "Wednesday" in note.article_says


def test_some_links_are_confirmed_and_the_worker_has_everything_to_do(newsroom):
    confirmed = MatchRelation.objects.published()
    assert confirmed.count() == 5 == MatchRelation.objects.count()
    assert {relation.decided_by.username for relation in confirmed} == {"editor"}
    queued = MatchJob.objects.filter(state="queued").values_list("quotation", flat=True)
    assert sorted(queued) == sorted(quotation.pk for quotation in newsroom.quotations.values())


def test_no_limits_is_a_phrase_through_time_in_three_languages(newsroom, client):
    members = {
        key: member.exact for key, quotation in newsroom.quotations.items() for member in quotation.family_members.all()
    }
    assert members == {
        "joint-2022-ar": "ليس لها حدود",
        "joint-2022-en": "no limits",
        "joint-2022-ru": "безгранична",
        "lavrov-2023-en": "no bounds or limits",
        "fu-cong-2023-en": "No limit",
    }
    family = Family.objects.get()
    page = client.get(f"/en/phrases/{family.pk}/").content.decode()
    assert "5 quotes hold this phrase" in page
    for key, words in members.items():
        assert f">{words}</span></mark>" in page, key
    assert "It is disputed that" in page
    quotation = client.get(f"/en/quotations/{newsroom.quotations['joint-2022-en'].pk}/").content.decode()
    assert f"/en/phrases/{family.pk}/" in quotation


def test_a_new_member_of_the_demos_phrase_is_still_decided_pair_by_pair(newsroom):
    """A newcomer attaches the joint statement once more and says "same statement" of one pair."""
    assert Family.objects.get().members.count() <= NEAREST


def test_translations_are_ours_and_nobody_has_reviewed_them(newsroom):
    translations = Translation.objects.all()
    assert {(row.translator, row.by_machine) for row in translations} == {("Verbatim (demo)", True)}
    assert not translations.exclude(reviewed_by=None).exists()
    assert {row.language for row in translations} == {"ar", "en"}


def test_the_logins_work_and_only_the_owner_reads_them(newsroom, tmp_path):
    path = tmp_path / "demo-logins.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lines = [line.split() for line in path.read_text().splitlines()[1:]]
    assert [line[0] for line in lines] == ["reporter", "editor", "chief"]
    for name, password, *_ in lines:
        user = authenticate(username=name, password=password)
        assert list(user.groups.values_list("name", flat=True)) == [name]
        assert user.is_staff
        assert not user.is_superuser
    assert len({line[1] for line in lines}) == 3


def test_passwords_differ_from_load_to_load():
    _, first = make_users()
    User.objects.all().delete()
    _, second = make_users()
    assert set(first.values()).isdisjoint(second.values())


def run(**options):
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def test_the_command_loads_an_empty_newsroom_and_says_so_in_one_line(data_dir):
    printed = run(if_empty=True)
    assert printed.startswith("Demo newsroom: 15 quotations of 14 speakers loaded in ")
    assert printed.count("\n") == 1
    assert str(data_dir / "demo-logins.txt") in printed


def test_a_second_time_nothing_happens(data_dir):
    run(if_empty=True)
    logins = (data_dir / "demo-logins.txt").read_text()
    assert run(if_empty=True) == ""
    assert Quotation.objects.count() == 15
    assert User.objects.count() == 3
    assert (data_dir / "demo-logins.txt").read_text() == logins


def test_a_newsroom_with_one_quotation_of_its_own_is_left_alone(data_dir):
    make_quotation("The bridge in the north opens soon.", published=False)
    assert run(if_empty=True) == ""
    assert Quotation.objects.count() == 1
    assert not data_dir.exists()
    with pytest.raises(CommandError, match="There are 1 quotations here already"):
        run()


def test_where_the_logins_cannot_be_written_nothing_is_loaded(settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    settings.DATA_DIR = blocked / "data"
    with pytest.raises(CommandError, match="cannot be written"):
        run()
    assert Quotation.objects.count() == 0
    assert User.objects.count() == 0
