"""Five hundred quotations about everything else, in six languages: what must not be flagged.

Each language has fourteen subjects and six sentences of its own (a promise, a figure, a denial, a memory ...), so that
none is the translation of another. The speakers are roles, not people.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta

from accounts.models import User
from quotes.models import Attribution, Occurrence, Quotation, Segment, Speaker, SpeakerName
from sources.models import Article, Capture, Publication

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIRST_DAY = date(2021, 1, 1)

SUBJECTS = {
    "en": (
        "the new tram line|school meals|the wheat harvest|the flood barrier|the eye clinic|the football stadium"
        "|the city library|the fishing quota|rents in the old town|the bread price|the bus drivers' pay"
        "|the art museum|the forest fires|the waste incinerator"
    ),
    "ar": (
        "موسم الزيتون|محطة تحلية المياه|امتحانات الثانوية|مهرجان السينما|أسعار الأدوية|شبكة الهاتف|مستشفى الأطفال"
        "|سوق الذهب|حديقة الحيوان|رواتب المعلمين|ترميم القلعة|مركز الإطفاء|قانون المرور|صيد اللؤلؤ"
    ),
    "ru": (
        "ледовая арена|детские сады|сбор картофеля|ремонт моста|скорая помощь|шахматная школа|городской театр"
        "|лов лосося|отопление в домах|стоимость проезда|труд шахтёров|краеведческий музей|весенний паводок|лесопилка"
    ),
    "zh": (
        "高考改革|茶叶收购价|地铁延长线|养老院床位|水稻新品种|空气质量监测|乒乓球联赛|社区图书角|渔港疏浚|快递员保险|古城墙修缮|台风预警"
        "|垃圾分类|动物园搬迁"
    ),
    "fr": (
        "la ligne de tramway|le lycée agricole|les vendanges|la piscine olympique|le service des urgences"
        "|le festival de théâtre|la pêche à la coquille|le parc éolien|le salaire des infirmières|l'abattoir"
        "|la fromagerie|le tunnel routier|la taxe de séjour|l'orchestre régional"
    ),
    "es": (
        "la cosecha de aceitunas|el aeropuerto comarcal|la escuela de música|el carril bici|la vacuna de la gripe"
        "|el estadio de atletismo|los taxis rurales|la almadraba|el alquiler de pisos turísticos|la mina de sal"
        "|el archivo histórico|los incendios de monte|la depuradora|la feria del libro"
    ),
}
SENTENCES = {
    "en": (
        "As for {s}, the council will decide before the {n}th of next month and not a day later.",
        "We have counted {n} complaints about {s} since the spring, twice as many as a year ago.",
        "Nobody in this ministry has ever proposed to sell {s} to a private company.",
        "If it does not rain by autumn, {s} will cost the district {n} million more than planned.",
        "Compared with the neighbouring county, {s} is a success that the opposition does not want to see.",
        "I will only sign the budget when the question of {s} has been settled with the unions.",
    ),
    "ar": (
        "خصصنا {n} موظفاً جديداً لمتابعة {s}، وسيباشرون العمل بعد العيد.",
        "لا علاقة لاستقالتي بملف {s}، فقد تركت المنصب لأسباب صحية.",
        "وصلتنا عينات من {s} إلى المختبر وستظهر النتائج خلال {n} أيام.",
        "أدعو الأهالي إلى حضور الجلسة العلنية المخصصة لمناقشة {s} مساء الأحد.",
        "ورثنا عن الإدارة السابقة ديوناً بسبب {s} وسددنا نصفها حتى الآن.",
        "من الخطأ أن تُترك {s} لقرار شخص واحد مهما كانت خبرته.",
    ),
    "ru": (
        "Журналисты узнали о теме «{s}» раньше, чем депутаты, и это нас огорчает.",
        "На {n} процентов вырос интерес молодёжи к теме «{s}» после летней выставки.",
        "Прошу прокуратуру проверить, куда ушли деньги, выделенные по статье «{s}».",
        "Мой дед начинал с нуля, и для него {s} была делом всей жизни.",
        "Зимой {s} обходится втрое дороже, поэтому работы перенесли на май.",
        "Подрядчик не вышел на объект «{s}», договор с ним расторгнут {n} сентября.",
    ),
    "zh": (
        "专家组走访了{n}个村庄之后,才提出关于{s}的第一份报告。",
        "网上有关{s}的传言不实,警方已对造谣者立案。",
        "孩子们最关心的不是考试,而是{s}什么时候开始。",
        "{s}的预算被砍掉三成,我们只好请志愿者帮忙。",
        "去年冬天的大雪让{s}停了整整{n}天。",
        "我们派了两名工程师去国外学习如何管理{s}。",
    ),
    "fr": (
        "J'ai visité {s} hier matin et j'ai parlé avec {n} employés inquiets.",
        "Le tribunal a suspendu l'appel d'offres concernant {s} pour vice de forme.",
        "Ma grand-mère disait que {s}, c'était l'âme de ce village.",
        "On nous promet un rapport sur {s} à chaque rentrée, il n'arrive jamais.",
        "Les étudiants ont dessiné {n} projets pour {s}, le jury se réunit lundi.",
        "Il faut une assurance particulière pour {s}, les communes ne peuvent pas la payer.",
    ),
    "es": (
        "El alcalde inauguró {s} sin esperar el informe de los bomberos.",
        "Han llegado {n} autobuses de visitantes atraídos por {s} en un solo domingo.",
        "Una avería eléctrica dejó sin servicio {s} durante toda la madrugada.",
        "Los jubilados vigilan {s} por turnos porque no se fían de nadie.",
        "Pediremos fondos europeos para {s} y contrataremos a {n} aprendices.",
        "La jueza ha citado como testigos a los técnicos que midieron {s}.",
    ),
}
ROLES = ("mayor", "minister of transport", "director of schools", "union secretary", "head of the fire service")


def sentences(how_many: int) -> list[tuple[str, str]]:
    """Language and sentence, the languages taking turns; no sentence twice."""
    by_language = {
        language: [
            template.format(s=subject, n=2 + (7 * row + 5 * column) % 27)
            for row, subject in enumerate(subjects.split("|"))
            for column, template in enumerate(SENTENCES[language])
        ]
        for language, subjects in SUBJECTS.items()
    }
    turns = [(language, texts[place]) for place in range(84) for language, texts in by_language.items()]
    assert len(set(turns)) == len(turns) >= how_many
    return turns[:how_many]


def make_noise(how_many: int, by: User) -> list[Quotation]:
    """Published quotations, each with its evidence: rows in bulk, under the same constraints and triggers."""
    told = sentences(how_many)
    publication = Publication.objects.create(name="Evening Courier", kind="newspaper", language="en")
    captures = make_captures(publication, told)
    speakers = make_speakers()
    quotations = Quotation.objects.bulk_create(
        Quotation(said_from=day, said_to=day, created_by=by)
        for day in (FIRST_DAY + timedelta(days=(17 * place) % 1000) for place in range(how_many))
    )
    Attribution.objects.bulk_create(
        Attribution(quotation=quotation, speaker=speakers[place % len(speakers)])
        for place, quotation in enumerate(quotations)
    )
    attach(quotations, captures, [text for _, text in told])
    Quotation.objects.filter(pk__in=[quotation.pk for quotation in quotations]).update(
        status="published", published_at=NOW, published_by=by
    )
    return quotations


def make_speakers() -> list[Speaker]:
    speakers = Speaker.objects.bulk_create(Speaker(kind="person") for _ in range(8 * len(ROLES)))
    SpeakerName.objects.bulk_create(
        SpeakerName(speaker=speaker, text=f"The {ROLES[place % 5]} of district {place}", language="en", preferred=True)
        for place, speaker in enumerate(speakers)
    )
    return speakers


def make_captures(publication: Publication, told: list[tuple[str, str]]) -> list[Capture]:
    articles = Article.objects.bulk_create(
        Article(publication=publication, title=f"Council notes {place}", language=language)
        for place, (language, _) in enumerate(told)
    )
    return Capture.objects.bulk_create(
        Capture(
            article=article,
            captured_at=NOW,
            method="file",
            size=len(f"“{text}”".encode()),
            sha256=hashlib.sha256(f"“{text}”".encode()).hexdigest(),
            text=f"“{text}”",
            extractor="plain",
            extractor_version="1",
        )
        for article, (_, text) in zip(articles, told, strict=True)
    )


def attach(quotations: list[Quotation], captures: list[Capture], texts: list[str]) -> None:
    occurrences = Occurrence.objects.bulk_create(
        Occurrence(
            quotation=quotation,
            capture=capture,
            kind="direct",
            clause_start=1,
            clause_end=1 + len(text),
            clause_exact=text,
        )
        for quotation, capture, text in zip(quotations, captures, texts, strict=True)
    )
    Segment.objects.bulk_create(
        Segment(occurrence=occurrence, order=1, start=1, end=1 + len(text), exact=text)
        for occurrence, text in zip(occurrences, texts, strict=True)
    )
    for quotation, occurrence in zip(quotations, occurrences, strict=True):
        quotation.lead = occurrence
    Quotation.objects.bulk_update(quotations, ["lead"])
