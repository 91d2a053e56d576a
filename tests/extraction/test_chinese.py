"""Chinese: cues without blanks, simplified and traditional; who speaks, and what is no quotation."""

import time

import pytest

from quotes.extraction.readers.chinese_words import count_words, simplified, widened
from tests.extraction.saying import Found, found_in, only


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "words"),
    [
        # The subject before the cue, with what stands between them.
        ("港务局发言人夏竹青15日在例行记者会上表示，渡轮下周复航。", "港务局发言人夏竹青", "表示", "渡轮下周复航"),
        ("渡轮公司方面随后对《北港日报》回应称，票价“不会上涨”。", "渡轮公司方面", "回应称", "票价“不会上涨”"),
        ("一位不愿具名的官员向本报透露，合同已经签署。", "一位不愿具名的官员", "透露", "合同已经签署"),
        ("出席会议的专家在会上指出，海堤需要加高。", "出席会议的专家", "指出", "海堤需要加高"),
        ("工会主席陶大勇和秘书长齐芳发表联合声明说，罢工将继续。", "工会主席陶大勇和秘书长齐芳", "说", "罢工将继续"),
        ("有分析人士指出，此举意在施压。", "分析人士", "指出", "此举意在施压"),
        ("市民白女士告诉记者，她等了三个小时。", "市民白女士", "告诉", "她等了三个小时"),
        ("张经理解释道，因为台风，航班取消。", "张经理", "解释道", "因为台风，航班取消"),
        ("她的父亲曾告诉她：“做人要诚实。”", "她的父亲", "告诉", "“做人要诚实。”"),
        ("网友“海风一号”留言称，船票早就卖光了。", "网友“海风一号”", "留言称", "船票早就卖光了"),
        ("法院经审理认为，被告构成侵权。", "法院", "认为", "被告构成侵权"),
        ("报告显示，去年出口下降3%。", "报告", "显示", "去年出口下降3%"),
        ("記者9日從港務局獲悉，新碼頭明年啟用。", "港務局", "獲悉", "新碼頭明年啟用"),
        # Demands, denials and judgements.
        ("港务局呼吁市民减少出海。", "港务局", "呼吁", "市民减少出海"),
        ("县委书记要求，各乡镇要“守土有责”。", "县委书记", "要求", "各乡镇要“守土有责”"),
        ("警方否认使用过暴力。", "警方", "否认", "使用过暴力"),
        ("反对党领袖批评市政府“麻木不仁”。", "反对党领袖", "批评", "市政府“麻木不仁”"),
        ("这种做法被专家批评为“饮鸩止渴”。", "专家", "批评", "为“饮鸩止渴”"),
        ("检方指控他收受贿赂120万元。", "检方", "指控", "他收受贿赂120万元"),
        # Behind the quotation.
        ("“渡轮还会回来。”船长说。", "船长", "说", "“渡轮还会回来。”"),
        ("“你们是来闹的吗？”市长反问记者。", "市长", "反问", "“你们是来闹的吗？”"),
        ("大火已被扑灭，当地消防部门说。", "当地消防部门", "说", "大火已被扑灭"),
        ("“这座桥是我祖父修的。”说这话时，老人眼里含着泪。", "老人", None, "“这座桥是我祖父修的。”"),
        # According to.
        ("据知情人士透露，双方已达成一致。", "知情人士", "透露", "双方已达成一致"),
        ("据北港通讯社报道，东部发生地震。", "北港通讯社", "报道", "东部发生地震"),
        ("根据警方的说法，司机当时没有喝酒。", "警方", "说法", "司机当时没有喝酒"),
        ("《北港日报》援引两名官员的话报道称，停火协议已经达成。", "两名官员", "报道称", "停火协议已经达成"),
        ("据《北港日报》报道，市长表示，桥将重建。", "市长", "表示", "桥将重建"),
        # Traditional characters, corner marks, the usage of Taipei and Hong Kong.
        ("消防處發言人指，火警中無人受傷。", "消防處發言人", "指", "火警中無人受傷"),
        ("港務局長昨（12）日受訪時表示，補助「最快下月上路」。", "港務局長", "表示", "補助「最快下月上路」"),
        ("該名議員在社交平台發文稱「絕不退縮」。", "該名議員", "發文稱", "「絕不退縮」"),
        ("董事長簡可安在法說會上透露，需求「做夢都想不到」。", "董事長簡可安", "透露", "需求「做夢都想不到」"),
        # A colon, a line of an interview, an act instead of a cue.
        ("记者：您如何看待这次失利？", "记者", None, "您如何看待这次失利"),
        ("队长郝青川：我们准备不足，我负全责。", "队长郝青川", None, "我们准备不足，我负全责"),
        ("老人叹了口气，“孩子们都走了。”", "老人", None, "“孩子们都走了。”"),
        ("他对记者摆摆手：“别拍了，没什么好看的。”", "他", None, "“别拍了，没什么好看的。”"),
        ('船长说:"渡轮还会回来。"', "船长", "说", '"渡轮还会回来。"'),
    ],
)
def test_who_said_what(text, speaker, cue, words):
    found = only(text, "zh")
    assert (found.speaker, found.cue, found.words) == (speaker, cue, words)


@pytest.mark.parametrize(
    "text",
    [
        "这部小说讲述了一个“渔村”的故事。",
        "他被称为“铁路之父”。",
        "俗话说，“远亲不如近邻”。",
        "《说谎者》获得了“金帆文学奖”。",
        "“世纪婚礼”在海边举行，新人收到了许多祝福。",
        "他获得“全国劳动模范”称号。",
        "截至发稿，该公司未作回应。",
        "她没有说明原因，也没有回答记者的提问。",
        "他说的话没有人相信。",
        "这说明，市场信心正在恢复。",
        "总统将在明天的演讲中强调团结的重要性。",
        "政府计划下月宣布新政策。",
        "球迷们希望他留下，她担心孩子们“输在起跑线上”。",
        "他认为自己能赢。",
        "市场普遍认为，央行将按兵不动。",
        "据悉，此案将于下月开庭。",
        "对船员来说，这份工资并不高。",
        "公司宣布了一项新的投资计划。",
        "北港市市长在会见客人时介绍了北港的发展情况。",
        "图为7月9日的大坝，坝顶可见“人民水利为人民”标语。",
    ],
)
def test_what_is_no_quotation(text):
    assert found_in(text, "zh") == []


def test_a_quotation_parted_by_its_speaker_is_one():
    text = "“现在最缺的是药。”在收容所工作的护士玛丽在电话里告诉本报，“还有干净的水。”"
    first, second = found_in(text, "zh")
    assert (first.words, second.words) == ("“现在最缺的是药。”", "“还有干净的水。”")
    assert (first.speaker, first.cue) == (second.speaker, second.cue) == ("在收容所工作的护士玛丽", "告诉")


def test_a_dropped_subject_is_that_of_the_clause_before():
    text = "卓市长坦言进度“不如预期”，但否认市府摆烂，并称标案年底前公告。"
    found = found_in(text, "zh")
    assert [(one.speaker, one.cue, one.words) for one in found] == [
        ("卓市长", "坦言", "进度“不如预期”"),
        ("卓市长", "否认", "市府摆烂"),
        ("卓市长", "称", "标案年底前公告"),
    ]


def test_a_dropped_subject_may_have_acted_and_not_spoken():
    assert only("跑友晏小棠当天晒出一张空水桶的照片，配文：“说好的补给呢？”", "zh").speaker == "跑友晏小棠"


def test_a_pronoun_is_who_spoke_before():
    found = found_in("船长冯远说，渡轮还会回来。他强调：“我们不会放弃。”", "zh")
    assert found[-1] == Found("他", "强调", "“我们不会放弃。”", "direct", "船长冯远")


def test_a_pronoun_is_never_a_body():
    found = found_in("船长冯远说，渡轮还会回来。港务局则称，航线已经关闭。他强调：“我们不会放弃。”", "zh")
    assert found[-1].named == "船长冯远"


def test_two_speakers_in_one_sentence():
    first, second = found_in("该报称，调查“没有发现证据”；总统府则表示，报道“纯属捏造”。", "zh")
    assert (first.speaker, first.words) == ("该报", "调查“没有发现证据”")
    assert (second.speaker, second.words) == ("总统府", "报道“纯属捏造”")


def test_speech_inside_of_marks():
    text = "「市長每次來都講『快了、快了』，我先生等到過世都沒等到。」自救會會長哽咽說。"
    said = {(one.speaker, one.words) for one in found_in(text, "zh")}
    assert said == {
        ("自救會會長", "「市長每次來都講『快了、快了』，我先生等到過世都沒等到。」"),
        ("市長", "『快了、快了』"),
    }


def test_single_marks_between_letters_are_no_apostrophes():
    assert only("船员问‘谁来救我们’。", "zh").words == "‘谁来救我们’"


def test_what_stands_below_a_colon_is_said():
    text = "总编辑区乐雯忆述：\n\n「第一次见面，她穿拖鞋来交稿。\n\n「后来我才明白，那不是玩笑。」"
    assert [one.speaker for one in found_in(text, "zh")] == ["总编辑区乐雯", "总编辑区乐雯"]


def test_marks_between_two_speakers_belong_to_the_one_behind():
    text = "校长表示，学校将彻查此事。“我们等了整整一年！”学生家长马先生说。"
    assert [one.speaker for one in found_in(text, "zh")] == ["校长", "学生家长马先生"]


def test_an_act_may_stand_between_a_quotation_and_its_speaker():
    text = "“我不同意这种说法。”被问及“黑哨”时，裁判委员会负责人说。"
    assert only(text, "zh") == Found("裁判委员会负责人", "说", "“我不同意这种说法。”", "direct")


def test_an_interview_goes_on_to_the_end_of_its_paragraph():
    text = "记者：票价会涨吗？\n\n队长郝青川：我们还没有决定。董事会下周讨论。"
    assert [(one.speaker, one.words) for one in found_in(text, "zh")] == [
        ("记者", "票价会涨吗"),
        ("队长郝青川", "我们还没有决定"),
        ("队长郝青川", "董事会下周讨论。"),
    ]


def test_words_behind_a_scene_are_of_who_acts_in_it():
    text = "救生员范若在岸边守了五个小时。“有人躺下了还想往前爬。”"
    assert only(text, "zh").speaker == "救生员范若"


def test_kinds():
    assert only("船长说：“渡轮还会回来。”", "zh").kind == "direct"
    assert only("船长说，渡轮“还会回来”。", "zh").kind == "mixed"
    assert only("船长说，渡轮还会回来。", "zh").kind == "indirect"


def test_a_region_in_the_language_changes_nothing():
    assert found_in("船长说，渡轮还会回来。", "zh-Hant") == found_in("船长说，渡轮还会回来。", "zh")


def test_words_are_counted_without_blanks():
    assert count_words("我们不会放弃这条航线") == 6
    assert count_words("") == 0


def test_folding_keeps_every_place():
    text = "發言人說:「這是10:30的事」,請記住"
    folded = widened(simplified(text))
    assert len(folded) == len(text)
    assert folded == "发言人说：「这是10:30的事」，请记住"


@pytest.mark.parametrize(
    "unit", ["说", "他说", "说，", "“好。”他", "据", "在", "（", "《", "告诉记者", "“他说", "他说：", "说—", "1月1日电"]
)
def test_the_time_grows_with_the_text(unit):
    found_in(unit, "zh")  # the patterns are compiled
    begin = time.process_time()
    found_in((unit * 20_000)[:20_000], "zh")
    assert time.process_time() - begin < 4
