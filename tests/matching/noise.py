"""Invented news sentences about many subjects in six languages: nothing in them is related to any real quotation."""

from itertools import product

from quotes.matching.wordings import Wording

WHO = {
    "en": ("The minister of roads", "The mayor", "A spokesman for the farmers", "The central bank", "Our navy"),
    "ar": ("وزير الطرق", "رئيسة البلدية", "المتحدث باسم المزارعين", "البنك المركزي", "سلاح البحرية"),
    "ru": ("Министр дорог", "Мэр города", "Представитель фермеров", "Центральный банк", "Военный флот"),
    "zh": ("道路部长", "市长", "农民代表", "中央银行", "海军"),
    "fr": ("Le ministre des routes", "La maire", "Le porte-parole des agriculteurs", "La banque centrale", "La marine"),
    "es": ("El ministro de caminos", "La alcaldesa", "El portavoz del campo", "El banco central", "La marina"),
}
WHAT = {
    "en": (
        "will not raise the price of water this year",
        "asked parliament for more money for schools and hospitals",
        "is worried about the relations between the two neighbouring states",
        "signed an agreement on the export of wheat with three countries",
        "says that there is no alternative to new elections",
        "wants to know why the bridge was closed for six weeks",
        "has never promised lower taxes to the fishing industry",
        "will send doctors to the villages that were hit by the flood",
        "rejects the report, although its figures are correct",
        "sees the new railway as a matter for the state alone",
        "plans to plant forests along the border with the desert",
        "believes that the strike will end before the weekend",
        "is investigating the fire in the old theatre",
        "called the new museum the pride of the whole region",
        "has opened a border crossing for lorries and buses",
        "warned of a long winter and of empty gas stores",
        "invited the teachers to a second round of talks",
    ),
    "ar": (
        "لن يرفع سعر المياه هذا العام",
        "طلب من البرلمان مزيداً من الأموال للمدارس والمستشفيات",
        "قلق على العلاقات بين الدولتين الجارتين",
        "وقع اتفاقاً لتصدير القمح مع ثلاث دول",
        "يقول إنه لا بديل عن انتخابات جديدة",
        "يريد أن يعرف لماذا أُغلق الجسر ستة أسابيع",
        "لم يعد أبداً بخفض الضرائب على الصيد البحري",
        "سيرسل أطباء إلى القرى التي ضربها الفيضان",
        "يرفض التقرير رغم أن أرقامه صحيحة",
        "يرى أن خط القطار الجديد شأن يخص الدولة وحدها",
        "يخطط لزراعة الغابات على حدود الصحراء",
        "يعتقد أن الإضراب سينتهي قبل نهاية الأسبوع",
        "يحقق في حريق المسرح القديم",
        "وصف المتحف الجديد بأنه فخر المنطقة كلها",
        "فتح معبراً حدودياً للشاحنات والحافلات",
        "حذر من شتاء طويل ومن مخازن غاز فارغة",
        "دعا المعلمين إلى جولة ثانية من المحادثات",
    ),
    "ru": (
        "не повысит цену на воду в этом году",
        "просит у парламента денег для школ и больниц",
        "обеспокоен отношениями двух соседних государств",
        "подписал соглашение об экспорте пшеницы с тремя странами",
        "говорит, что новым выборам нет альтернативы",
        "хочет знать, почему мост закрыли на шесть недель",
        "никогда не обещал снизить налоги для рыбаков",
        "отправит врачей в деревни, пострадавшие от наводнения",
        "отвергает доклад, хотя его цифры верны",
        "считает новую железную дорогу делом одного лишь государства",
        "планирует посадить леса вдоль границы с пустыней",
        "полагает, что забастовка закончится до выходных",
        "расследует пожар в старом театре",
        "назвал новый музей гордостью всего края",
        "открыл пункт пропуска для грузовиков и автобусов",
        "предупредил о долгой зиме и пустых хранилищах газа",
        "пригласил учителей на второй круг переговоров",
    ),
    "zh": (
        "今年不会提高水价",
        "请求议会为学校和医院增加拨款",
        "对两个邻国之间的关系感到担忧",
        "与三个国家签署了小麦出口协议",
        "表示除了重新选举别无选择",
        "想知道大桥为什么关闭了六个星期",
        "从未承诺降低渔业税收",
        "将派医生前往遭受洪灾的村庄",
        "拒绝接受这份报告，尽管其数字是正确的",
        "认为新铁路只是国家自己的事",
        "计划在沙漠边界种植森林",
        "相信罢工将在周末前结束",
        "正在调查旧剧院的火灾",
        "称新博物馆是整个地区的骄傲",
        "为卡车和公共汽车开放了边境口岸",
        "警告冬天漫长、天然气库存空虚",
        "邀请教师参加第二轮会谈",
    ),
    "fr": (
        "n'augmentera pas le prix de l'eau cette année",
        "demande au parlement plus d'argent pour les écoles et les hôpitaux",
        "s'inquiète des relations entre les deux États voisins",
        "a signé un accord sur l'exportation de blé avec trois pays",
        "affirme qu'il n'y a pas d'alternative à de nouvelles élections",
        "veut savoir pourquoi le pont est resté fermé six semaines",
        "n'a jamais promis de baisser les taxes sur la pêche",
        "enverra des médecins dans les villages inondés",
        "rejette le rapport, même si ses chiffres sont exacts",
        "considère la nouvelle ligne de train comme une affaire du seul État",
        "veut planter des forêts à la frontière du désert",
        "pense que la grève finira avant le week-end",
        "enquête sur l'incendie du vieux théâtre",
        "a qualifié le nouveau musée de fierté de toute la région",
        "a ouvert un poste frontière pour les camions et les bus",
        "met en garde contre un long hiver et des réserves de gaz vides",
        "invite les enseignants à une deuxième série de discussions",
    ),
    "es": (
        "no subirá el precio del agua este año",
        "pide al parlamento más dinero para escuelas y hospitales",
        "está preocupado por las relaciones entre los dos Estados vecinos",
        "firmó un acuerdo de exportación de trigo con tres países",
        "dice que no hay alternativa a nuevas elecciones",
        "quiere saber por qué el puente estuvo cerrado seis semanas",
        "nunca prometió bajar los impuestos a la pesca",
        "enviará médicos a los pueblos afectados por la inundación",
        "rechaza el informe, aunque sus cifras son correctas",
        "ve el nuevo ferrocarril como un asunto solo del Estado",
        "piensa plantar bosques en la frontera con el desierto",
        "cree que la huelga terminará antes del fin de semana",
        "investiga el incendio del viejo teatro",
        "llamó al nuevo museo el orgullo de toda la región",
        "abrió un paso fronterizo para camiones y autobuses",
        "advirtió de un invierno largo y de depósitos de gas vacíos",
        "invitó a los maestros a una segunda ronda de conversaciones",
    ),
}


def noise(count: int) -> list[Wording]:
    """Return so many different sentences, the languages mixed evenly; at most 510."""
    by_language = [
        [Wording(_sentence(language, who, what), language) for what, who in product(WHAT[language], WHO[language])]
        for language in WHO
    ]
    mixed = [wording for row in zip(*by_language, strict=True) for wording in row]
    assert count <= len(mixed)
    return mixed[:count]


def _sentence(language: str, who: str, what: str) -> str:
    return f"{who}{what}" if language == "zh" else f"{who} {what}"
