"""The demo's quotations are those of the seed, letter by letter: none added, none changed."""

from datetime import date

from quotes.demo import reading
from tests.seed.seed import needs_seed, records

pytestmark = needs_seed


def test_the_same_quotations():
    assert {told.key for told in reading.articles()} == set(records())


def test_words_speakers_days_kind_and_address_are_the_seeds():
    for told in reading.articles():
        record = records()[told.key]
        first, last = record.get("said_between") or (record["said"], record["said"])
        assert told.words == record["text"]
        assert told.clause == record.get("clause", record["text"])
        assert (told.kind, told.language) == (record["kind"], record["language"])
        assert list(told.speakers) == record["speakers"]
        assert told.on_behalf_of == record.get("on_behalf_of", "")
        assert told.said == (date.fromisoformat(first), date.fromisoformat(last))
        assert record["url"].startswith(told.relay[-1]["address"])


def test_the_articles_are_dated_as_the_outlets_were():
    for told in reading.articles():
        record = records()[told.key]
        if "published" in record:
            assert told.published == date.fromisoformat(record["published"])
        elif "published" in record.get("said_note", ""):
            assert told.published == date.fromisoformat(record["said"])
        else:
            assert told.published is None


def test_the_real_outlets_stand_in_the_relay_and_not_as_the_outlet():
    known = reading.outlets()
    for told in reading.articles():
        actors = [step.get("outlet") or step.get("platform") or step["speaker"] for step in told.relay]
        outlet = records()[told.key]["outlet"]
        assert any(actor in outlet for actor in actors), told.key
        for actor in records()[told.key].get("relay", [])[1:]:
            assert actor.removesuffix(" (stated)") in actors, (told.key, actor)
        assert all(step["outlet"] in known for step in told.relay if "outlet" in step)
