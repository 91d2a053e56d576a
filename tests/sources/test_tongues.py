"""The language of a text that does not name it, or honest silence."""

import pytest
from hypothesis import given

from sources.tongues import language_of, language_of_script
from tests.sources.test_text import ANY_TEXT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال وزير الطرق إن الجسر سيفتح قريباً أمام الجميع في المدينة بعد انتظار طويل", "ar"),
        ("The minister of roads said that the bridge would open soon to everybody", "en"),
        ("Министр дорог сказал, что мост скоро откроется для всех после долгого ожидания", "ru"),
        ("Le ministre des routes a dit que le pont sera bientôt ouvert dans la ville", "fr"),
        ("El ministro de carreteras dijo que el puente se abrirá pronto en la ciudad", "es"),
        ("交通部长表示，这座大桥很快将向公众开放，市民不必再等待。", "zh"),
        ("وزیر راه گفت که این پل به زودی برای همه باز می شود و هزینه آن زیاد است", "other"),
        ("Міністр доріг сказав, що міст скоро відкриють для всіх після довгого очікування", "other"),
        ("Il ministro ha detto che il ponte sarà aperto nella città e non si paga", "other"),
        ("Der Minister sagte, dass die Brücke bald für alle geöffnet wird und nicht mehr kostet", "other"),
        ("道路大臣は橋がまもなく開通すると述べた。市民は待っている。", "other"),
        ("שר הדרכים אמר שהגשר ייפתח בקרוב לכולם", "other"),
        ("Bridge", None),
        ("", None),
        ("12345 67890 !!!", None),
        ("Harbour Works Northern Bridge Company Limited", None),
    ],
)
def test_languages(text, language):
    assert language_of(text) == language


@given(ANY_TEXT)
def test_any_text_has_an_answer(text):
    assert language_of(text) in {None, "other", "ar", "en", "ru", "zh", "fr", "es"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("لا حدود لها!", "ar"),
        ("Без границ.", "ru"),
        ("上不封顶", "zh"),
        ("No limits", None),
        ("گفت‌وگو", None),
        ("Її", None),
        ("日本の", None),
        ("Harbour: ميناء", None),
        ("12:30 …", None),
    ],
)
def test_a_few_words_show_their_script_and_no_more(text: str, language: str | None) -> None:
    assert language_of(text) is None
    assert language_of_script(text) == language
