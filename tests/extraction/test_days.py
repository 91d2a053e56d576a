"""Which days an expression tells, read on Saturday 4 February 2023 unless a row says another day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.extraction.days import days_in

SATURDAY = date(2023, 2, 4)
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

TOLD = {
    "en": """
        in Geneva on Thursday = 2023-02-02
        researchers reported Wednesday = 2023-02-01
        in a statement on Saturday = 2023-02-04
        late on Monday night = 2023-01-30
        on Sunday, Feb. 5 = 2023-02-05
        last Saturday = 2023-01-28
        on Tuesday last week = 2023-01-24
        last week on Tuesday = 2023-01-24
        last week = 2023-01-23 2023-01-29
        this week = 2023-01-30 2023-02-04
        yesterday = 2023-02-03
        last night = 2023-02-03
        earlier today = 2023-02-04
        this morning = 2023-02-04
        tonight = 2023-02-04
        overnight = 2023-02-03 2023-02-04
        the day before yesterday = 2023-02-02
        two days ago = 2023-02-02
        a week ago = 2023-01-25 2023-01-31
        three months ago = 2022-11-01 2022-11-30
        a year ago = 2022-02-01 2022-02-28
        three years ago = 2020-01-01 2020-12-31
        last month = 2023-01-01 2023-01-31
        last year = 2022-01-01 2022-12-31
        in December = 2022-12-01 2022-12-31
        in February = 2023-02-01 2023-02-04
        last February = 2022-02-01 2022-02-28
        in December last year = 2022-12-01 2022-12-31
        in May 2021 = 2021-05-01 2021-05-31
        on Sept. 5 = 2022-09-05
        on March 6, 2022 = 2022-03-06
        on 6 March 2022 = 2022-03-06
        on the 4th of May = 2022-05-04
        a report dated Feb. 20 = 2022-02-20
        on Feb 2 and 3 = 2023-02-02 2023-02-03
        in 1988 = 1988-01-01 1988-12-31
        in a 1988 interview = 1988-01-01 1988-12-31
        in her 2003 book, with 2003 pages = 2003-01-01 2003-12-31
        on 2023-01-05 = 2023-01-05
        on 13/01/2023 = 2023-01-13
        later that day = 2023-01-15
    """,
    "ar": """
        في بيان السبت = 2023-02-04
        قال الوزير، الخميس، = 2023-02-02
        يوم الخميس الماضي = 2023-02-02
        السبت الماضي = 2023-01-28
        مساء السبت = 2023-02-04
        السبتَ = 2023-02-04
        ليل السبت - الأحد = 2023-01-28 2023-01-29
        اليوم = 2023-02-04
        صباح اليوم السبت = 2023-02-04
        أمس = 2023-02-03
        فجر أمس = 2023-02-03
        أمس (الجمعة) = 2023-02-03
        أول من أمس = 2023-02-02
        مساء أول من أمس الخميس = 2023-02-02
        الليلة الماضية = 2023-02-03 2023-02-04
        الأسبوع الماضي = 2023-01-22 2023-02-03
        الشهر الماضي = 2023-01-01 2023-01-31
        العام الماضى = 2022-01-01 2022-12-31
        قبل عام = 2022-02-01 2022-02-28
        قبل عامين = 2021-01-01 2021-12-31
        قبل يومين = 2023-02-02
        قبل ثلاثة أيام = 2023-02-01
        في 4 فبراير (شباط) 2022 = 2022-02-04
        في ٤ شباط/فبراير ٢٠٢٢ = 2022-02-04
        في ٣ فبراير = 2023-02-03
        في 2 و3 فبراير = 2023-02-02 2023-02-03
        في آب الماضي = 2022-08-01 2022-08-31
        في تشرين الثاني 2022 = 2022-11-01 2022-11-30
        منتصف كانون الأول الماضي = 2022-12-01 2022-12-31
        في 12 جوان = 2022-06-12
        في 7 جويلية 2021 = 2021-07-07
        في فيفري 2022 = 2022-02-01 2022-02-28
        في غشت الماضي = 2022-08-01 2022-08-31
        في الأول من مايو (أيار) = 2022-05-01
        في الثاني والعشرين من يناير = 2023-01-22
        في ديسمبر من العام الماضي = 2022-12-01 2022-12-31
        عام 1998 = 1998-01-01 1998-12-31
        يوم الجمعة 3 فبراير 2023 = 2023-02-03
        بتاريخ 4/2/2022 = 2022-02-04
        في اليوم نفسه = 2023-01-15
    """,
    "ru": """
        в четверг = 2023-02-02
        в прошлую субботу = 2023-01-28
        утром во вторник = 2023-01-31
        в воскресенье, 29 января, = 2023-01-29
        в ночь на субботу = 2023-02-03 2023-02-04
        сегодня = 2023-02-04
        вчера вечером = 2023-02-03
        позавчера = 2023-02-02
        на прошлой неделе = 2023-01-23 2023-01-29
        в прошлом месяце = 2023-01-01 2023-01-31
        в прошлом году = 2022-01-01 2022-12-31
        год назад = 2022-02-01 2022-02-28
        два дня назад = 2023-02-02
        неделю назад = 2023-01-25 2023-01-31
        20 августа = 2022-08-20
        в обзоре от 20 августа 2014 года = 2014-08-20
        3 и 4 февраля = 2023-02-03 2023-02-04
        ещё в декабре = 2022-12-01 2022-12-31
        в декабре прошлого года = 2022-12-01 2022-12-31
        в мае 2014 года = 2014-05-01 2014-05-31
        в 2019 году = 2019-01-01 2019-12-31
        в отчёте за 1968 год = 1968-01-01 1968-12-31
        20.08.2022 = 2022-08-20
        в тот же день = 2023-01-15
    """,
    "fr": """
        a annoncé jeudi le préfet = 2023-02-02
        ce samedi = 2023-02-04
        samedi dernier = 2023-01-28
        mardi soir = 2023-01-31
        dans la nuit de lundi à mardi = 2023-01-30 2023-01-31
        hier = 2023-02-03
        avant-hier = 2023-02-02
        aujourd’hui = 2023-02-04
        ce matin = 2023-02-04
        la semaine dernière = 2023-01-23 2023-01-29
        le mois dernier = 2023-01-01 2023-01-31
        l’an dernier = 2022-01-01 2022-12-31
        il y a deux jours = 2023-02-02
        il y a un an = 2022-02-01 2022-02-28
        le 4 mars = 2022-03-04
        le 1er février 2022 = 2022-02-01
        un rapport daté du 4 févr. 2022 = 2022-02-04
        en juin = 2022-06-01 2022-06-30
        en décembre de l’an dernier = 2022-12-01 2022-12-31
        en 1997 = 1997-01-01 1997-12-31
        le même jour = 2023-01-15
    """,
    "es": """
        anunció el jueves = 2023-02-02
        este martes = 2023-01-31
        el sábado pasado = 2023-01-28
        el pasado sábado = 2023-01-28
        la noche del domingo = 2023-01-29
        ayer = 2023-02-03
        anoche = 2023-02-03
        anteayer = 2023-02-02
        hoy = 2023-02-04
        esta mañana = 2023-02-04
        la semana pasada = 2023-01-23 2023-01-29
        el mes pasado = 2023-01-01 2023-01-31
        el año pasado = 2022-01-01 2022-12-31
        hace dos días = 2023-02-02
        hace un año = 2022-02-01 2022-02-28
        el 5 de mayo = 2022-05-05
        el 5 de mayo de 2021 = 2021-05-05
        el 1.º de octubre = 2022-10-01
        2 y 3 de febrero = 2023-02-02 2023-02-03
        en diciembre = 2022-12-01 2022-12-31
        en agosto pasado = 2022-08-01 2022-08-31
        en 2022 = 2022-01-01 2022-12-31
        ese mismo día = 2023-01-15
    """,
    "zh": """
        周四表示 = 2023-02-02
        週四表示 = 2023-02-02
        星期四说 = 2023-02-02
        上周四 = 2023-01-26
        本周四 = 2023-02-02
        昨日 = 2023-02-03
        昨晚 = 2023-02-03
        昨（3）日 = 2023-02-03
        前天 = 2023-02-02
        今天上午 = 2023-02-04
        3月4日 = 2022-03-04
        2月3日晚 = 2023-02-03
        ２月３日 = 2023-02-03
        二月三日 = 2023-02-03
        2022年3月4日 = 2022-03-04
        外长3日在会上说 = 2023-02-03
        去年11月11日 = 2022-11-11
        去年11月 = 2022-11-01 2022-11-30
        上个月 = 2023-01-01 2023-01-31
        去年 = 2022-01-01 2022-12-31
        两年前 = 2021-01-01 2021-12-31
        一年前 = 2022-02-01 2022-02-28
        三天前 = 2023-02-01
        二〇一一年 = 2011-01-01 2011-12-31
        当天下午 = 2023-01-15
    """,
}
"""The last line of each: "the same day" as the day told before, 15 January 2023."""

NO_DAY = {
    "en": "next Monday|tomorrow|since March|until Friday|by June|Monday's vote|Monday night’s game|The Sunday Lantern"
    "|a USA TODAY analysis|two days after the vote|twenty-two percent|OSLO, March 6 (Newsline) - Foo|11/01/2023"
    "|Good Friday|may say so|in 2000s fashion|every Tuesday|due on Friday|February 30, 2022 (sic)|on March 7, 2024",
    "ar": "الخميس المقبل|غداً|منذ يناير الماضي|حتى الأحد|في اليوم التالي|15 شعبان 1445|1445هـ|قبل عام 2020"
    "|مارس ضغوطاً|مارس المقبل|قبل يوم من التصويت|الأسبوع المقبل|عام 2030",
    "ru": "в следующий четверг|до пятницы|к понедельнику|с 1 мая|завтра|в следующем году|после субботы",
    "fr": "jeudi prochain|depuis lundi|chaque lundi|demain|jusqu’au 4 mars|la semaine prochaine|avant 2020",
    "es": "el próximo jueves|desde el lunes|los lunes|mañana|hasta el 4 de marzo|la semana que viene",
    "zh": "下周四|明天|15日内|自3月4日起|截至1月15日|3個月|安泰社临澄1月9日电（记者某）",
}


def interval(words: str) -> tuple[date, date]:
    days = [date.fromisoformat(day) for day in words.split()]
    return days[0], days[-1]


def rows() -> list[tuple[str, str, tuple[date, date]]]:
    lines = [(language, line) for language, lines in TOLD.items() for line in lines.strip().splitlines()]
    return [
        (language, words.strip(), interval(days))
        for language, (words, _, days) in ((language, line.partition("=")) for language, line in lines)
    ]


def test_rows_are_many() -> None:
    assert len(rows()) >= 120


@pytest.mark.parametrize(("language", "words", "expected"), rows())
def test_expression_tells_its_days(language: str, words: str, expected: tuple[date, date]) -> None:
    found = days_in(words, language, SATURDAY, known=date(2023, 1, 15))
    assert [(one.first, one.last) for one in found] == [expected]


@pytest.mark.parametrize(
    ("language", "words"), [(language, words) for language, lines in NO_DAY.items() for words in lines.split("|")]
)
def test_plans_limits_and_other_things_are_no_days_of_saying(language: str, words: str) -> None:
    assert days_in(words, language, SATURDAY) == []


@pytest.mark.parametrize(
    ("language", "words", "place"),
    [
        ("en", "He said late on Monday, March 7, in Oslo", "Monday, March 7"),
        ("ar", "قَالَ الوزير يومَ الخميسِ الماضي إن", "يومَ الخميسِ الماضي"),
        ("ar", "قال \u200fأمس\u200f الجمعة إن", "أمس\u200f الجمعة"),
        ("zh", "他昨（3）日說", "昨（3）日"),
    ],
)
def test_place_is_told_in_the_given_text(language: str, words: str, place: str) -> None:
    (found,) = days_in(words, language, SATURDAY)
    assert words[found.start : found.end] == place


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", "on 6 March 2022", "2022-03-06"),
        ("ar", "في شباط 2022", "2022-02-01 2022-02-28"),
        ("ru", "в 2019 году", "2019-01-01 2019-12-31"),
        ("zh", "2022年3月4日", "2022-03-04"),
        ("en", "on 6 March", ""),
        ("ar", "أمس", ""),
        ("fr", "jeudi", ""),
    ],
)
def test_without_a_day_of_publication_only_full_dates_are_told(language: str, words: str, expected: str) -> None:
    found = [(one.first, one.last) for one in days_in(words, language, None)]
    assert found == ([interval(expected)] if expected else [])


@pytest.mark.parametrize(
    ("published", "words", "expected"),
    [
        ("2024-03-02", "on Feb. 29", "2024-02-29"),
        ("2023-03-02", "on Feb. 29", "2020-02-29"),
        ("2023-01-01", "yesterday", "2022-12-31"),
        ("2023-01-01", "last month", "2022-12-01 2022-12-31"),
        ("2023-01-01", "last week", "2022-12-19 2022-12-25"),
        ("2024-12-31", "on Jan. 1", "2025-01-01"),  # it is the next day there already
        ("2024-12-30", "on Jan. 1", "2024-01-01"),
        ("2024-02-29", "a year ago", "2023-02-01 2023-02-28"),
    ],
)
def test_edges_of_the_calendar(published: str, words: str, expected: str) -> None:
    (found,) = days_in(words, "en", date.fromisoformat(published))
    assert (found.first, found.last) == interval(expected)


def test_language_that_is_not_read_tells_nothing() -> None:
    assert days_in("am Donnerstag", "de", SATURDAY) == []


ANY_DAY_WORDS = st.lists(
    st.sampled_from(
        "on last next Monday March Sept. 31 30 2024 ago two days 0 99 الخميس الماضي ٣١ شباط قبل عام в среду 31".split()
        + "назад le 31 juin dernier il y a el lunes pasado 31 de abril 周四 31日 2月 去年 昨（ ( ، , - / .".split()
        + ["\u200f", "\u0651", "\0"]
    ),
    max_size=12,
)


@given(
    text=st.one_of(st.text(max_size=80), ANY_DAY_WORDS.map(" ".join), ANY_DAY_WORDS.map("".join)),
    language=st.sampled_from(LANGUAGES),
    published=st.one_of(st.none(), st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))),
)
def test_any_text_has_places_that_hold_and_days_in_order(text: str, language: str, published: date | None) -> None:
    at = 0
    for one in days_in(text, language, published):
        assert at <= one.start < one.end <= len(text)
        assert one.first <= one.last
        assert published is None or one.last - published <= timedelta(days=1)
        at = one.end
