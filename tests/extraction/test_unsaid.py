"""Words that nobody said, or that somebody else said than whoever stands near: the right speaker or none."""

import pytest

from quotes.extraction.engine import extract

UNSAID = [
    # Denied, or denied of everybody.
    ("es", "La ministra Ana Roldán nunca afirmó que “el agua es potable”."),
    ("es", "Ningún funcionario dijo que hubiera víctimas."),
    ("es", "Ni Tomás Vera ni Rosa Lima dijeron que hubiera dinero."),
    ("es", "Sin decir que “habrá elecciones”, Tomás Vera se marchó."),
    ("fr", "Aucun responsable n'a déclaré qu'il y avait des victimes."),
    ("fr", "Ni Paul Girod ni Rose Lima n'ont dit qu'il y avait de l'argent."),
    ("ru", "Никто не говорил, что мост безопасен."),
    ("ru", "Ни Тимур Верин, ни Роза Лимова не говорили, что есть деньги."),
    ("ru", "Тимур Верин не сказал: «Я ухожу»."),
    ("zh", "没有任何官员表示有人伤亡。"),
    ("zh", "魏同山和林若莎都没说有钱。"),
    # Supposed, asked, wished, untrue, rumoured.
    ("es", "Si la ministra Ana Roldán dice que el agua es potable, habrá que creerla."),
    ("es", "Si Tomás Vera hubiera dicho que “todo va bien”, nadie le habría creído."),
    ("es", "¿Dijo Tomás Vera que “el pueblo es tonto”?"),
    ("es", "Se rumorea que Tomás Vera dijo que “el pueblo es tonto”."),
    ("fr", "Si Paul Girod avait dit que « tout va bien », personne ne l'aurait cru."),
    ("fr", "Le maire Paul Girod a-t-il dit que « le peuple est idiot » ?"),
    ("fr", "Il est faux que Paul Girod ait dit que « le peuple est idiot »."),
    ("ru", "Если бы Тимур Верин сказал, что «всё хорошо», ему бы не поверили."),
    ("ru", "Говорил ли Тимур Верин, что «народ глуп»?"),
    ("ru", "Неправда, что Тимур Верин сказал, что «народ глуп»."),
    ("ru", "Якобы Тимур Верин сказал, что «народ глуп»."),
    ("ru", "Пусть Тимур Верин скажет, что «выборы будут»."),
    ("zh", "如果部长安若兰说水可以喝，大家就得相信。"),
    ("zh", "假如魏同山说“一切都好”，没有人会相信。"),
    ("zh", "有传言称魏同山说“百姓愚蠢”。"),
    ("zh", "网传魏同山说“百姓愚蠢”。"),
    # Names, terms and titles in marks.
    ("es", "El «partido del siglo», como lo llama la afición, se juega el domingo."),
    ("fr", "Le « clasico » des Alpes, comme l'appellent les supporters, se jouera dimanche."),
    ("zh", "他有个绰号叫“老虎”。"),
    ("zh", "村民管它叫“鬼门关”。"),
    ("zh", "他自称“神医”，骗走老人三万元。"),
    ("zh", "公司提出“零排放”目标。"),
    ("zh", "起诉书列出了一份名为“过桥款”的账目。"),
    # Said to somebody by nobody who is named.
    ("es", "Al alcalde Tomás Vera le dijeron que “no había dinero”."),
    ("es", "A Tomás Vera le preguntaron si “había dinero”."),
]


@pytest.mark.parametrize(("language", "text"), UNSAID)
def test_what_nobody_said_is_not_proposed(language, text):
    assert extract(text, language=language) == []


SAID = [
    # What governs the verb is not negated by the same word elsewhere.
    ("es", "Si bien llovía, Tomás Vera dijo que habrá partido.", "Tomás Vera"),
    ("es", "El alcalde Tomás Vera negó haber dicho que “el pueblo es tonto”.", "El alcalde Tomás Vera"),
    ("fr", "S'il pleut, le maire Paul Girod a dit que le match serait annulé.", "le maire Paul Girod"),
    ("ru", "Мэр Тимур Верин отрицал, что говорил, будто «народ глуп».", "Мэр Тимур Верин"),
    # Who is quoted, not who quotes.
    ("es", "El alcalde Tomás Vera citó a la médica Rosa Lima: “Hay que esperar”.", "la médica Rosa Lima"),
    ("fr", "Le maire Paul Girod a cité la médecin Rose Lima : « Il faut attendre ».", "la médecin Rose Lima"),
    ("ru", "Мэр Тимур Верин процитировал врача Розу Лимову: «Надо ждать».", "врача Розу Лимову"),
    ("zh", "市长魏同山引用医生林若莎的话说：“要等。”", "医生林若莎"),
    # Who speaks, not who is near, addressed, accused or written to.
    ("ru", "Тимура Верина прокуратура обвинила в том, что он «покрывал мошенников».", "прокуратура"),
    ("ru", "«Скажите правду», — попросила Тимура Верина депутат Елена Пратова.", "депутат Елена Пратова"),
    ("ru", "«Это позор», — кричали жители мэру Тимуру Верину.", "жители"),
    ("ru", "В письме Тимуру Верину говорилось: «Приходите завтра».", "письме"),
    ("zh", "市长魏同山听到医生林若莎说：“要等。”", "医生林若莎"),
    ("zh", "“要等。”市长魏同山告诉德尔塔通讯社。", "市长魏同山"),
    ("es", "Desde la asociación de comerciantes reclaman que la Junta «ponga fecha».", "la asociación de comerciantes"),
    # An aide, a lawyer, a relative is not the person.
    ("es", "Un asesor del alcalde Tomás Vera dijo que la obra seguirá.", "Un asesor del alcalde Tomás Vera"),
    ("fr", "Selon l'avocat de Paul Girod, « il n'y a pas de preuves ».", "l'avocat de Paul Girod"),
    ("ru", "Помощник мэра Тимура Верина сказал, что работы продолжатся.", "Помощник мэра Тимура Верина"),
    ("zh", "据魏同山的律师称，没有证据。", "魏同山的律师"),
]


@pytest.mark.parametrize(("language", "text", "speaker"), SAID)
def test_the_words_are_of_whoever_said_them(language, text, speaker):
    mentions = {text[one.speaker.start : one.speaker.end] for one in extract(text, language=language) if one.speaker}
    assert mentions == {speaker}


def test_nobody_is_meant_where_russian_names_nobody():
    """`Мэру сказали`: somebody did, whoever was named last or not."""
    text = "Тимур Верин приехал на завод. Мэру сказали, что «денег нет»."
    assert [one.speaker for one in extract(text, language="ru")] == [None]


def test_an_accuser_says_what_is_said_of_the_accused():
    text = "议员潘艾琳指责魏同山说“没有钱”。"
    found = extract(text, language="zh")
    assert {text[one.speaker.start : one.speaker.end] for one in found if one.speaker} == {"议员潘艾琳"}
