"""Printed names: one speaker's in every script, and never two people's who share a surname."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.names import personal_name, same_speaker, skeleton

ONE_SPEAKER = """
Lavrov | Лавров
Lavrov | لافروف
Лавров | لافروف
Sergei Lavrov | Сергей Лавров
Sergei Lavrov | سيرغي لافروف
Sergei Lavrov | سيرجي لافروف
Сергей Лавров | سيرغي لافروف
Sergei Lavrov | Sergey Lavrov
Sergei Lavrov | S. Lavrov
Sergei Lavrov | Lavrov
Foreign Minister Sergei Lavrov | Сергей Лавров
Xi Jinping | 习近平
Xi Jinping | شي جين بينغ
Xi Jinping | Си Цзиньпин
习近平 | شي جين بينغ
习近平 | Си Цзиньпин
Wang Yi | 王毅
Wang Yi | وانغ يي
Ван И | 王毅
Wang Wenbin | 外交部发言人汪文斌
Hua Chunying | هوا تشون ينغ
Hua Chunying | Хуа Чуньин
Fu Cong | فو تسونغ
Qin Gang | تشين غانغ
Vladimir Putin | Владимир Владимирович Путин
Vladimir Putin | الرئيس الروسي فلاديمير بوتين
Dmitry Medvedev | ديمتري ميدفيديف
Recep Tayyip Erdoğan | Recep Tayyip Erdogan
Recep Tayyip Erdoğan | رجب طيب أردوغان
Mohammed bin Salman | محمد بن سلمان
Mohammed bin Salman | Muhammad bin Salman
Abdel Fattah el-Sisi | عبد الفتاح السيسي
António Guterres | أنطونيو غوتيريش
Emmanuel Macron | Эммануэль Макрон
Joe Biden | جو بايدن
Joe Biden | 乔·拜登
finance minister | Finance Minister
وزيرُ المالية | وزير الماليه
"""

TWO_SPEAKERS = """
Joe Biden | Jill Biden
Joe Biden | جيل بايدن
George Bush | Barbara Bush
Xi Jinping | Xi Mingze
Xi Jinping | 习明泽
محمد بن سلمان | محمد بن زايد
Mohammed bin Salman | Mohammed
Vladimir Putin | فولوديمير زيلينسكي
Wang Yi | Wang Wenbin
finance minister | foreign minister
finance minister | وزير المالية
finance minister | minister
union president | president
President of France | President of Chad
رئيس الاتحاد | مدرب الاتحاد
رئيس النقابة | رئيس
工会主席 | 工会发言人
部长助理 | 主席助理
متحدث باسم الوزارة | ministry spokesperson
"""


def pairs(listed):
    return [tuple(line.split(" | ")) for line in listed.strip().splitlines()]


@pytest.mark.parametrize(("first", "second"), pairs(ONE_SPEAKER))
def test_one_speaker_is_known_in_both_names(first, second):
    assert same_speaker(first, second)
    assert same_speaker(second, first)


@pytest.mark.parametrize(("first", "second"), pairs(TWO_SPEAKERS))
def test_two_speakers_stay_two(first, second):
    assert not same_speaker(first, second)
    assert not same_speaker(second, first)


@pytest.mark.parametrize("nobody", ["", " ", "\u200b"])
def test_nobody_is_nobodys_same_speaker(nobody):
    assert not same_speaker(nobody, "Sergei Lavrov")
    assert not same_speaker(nobody, nobody)


def test_an_office_has_no_personal_name():
    assert personal_name("spokesperson for the health ministry").words == ()
    assert personal_name("وزير الصحة").words == ()
    assert personal_name("工会主席").words == ()


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_the_same_both_ways(first, second):
    assert same_speaker(first, second) == same_speaker(second, first)
    skeleton(first)
