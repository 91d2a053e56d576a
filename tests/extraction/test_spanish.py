"""Spanish: who is reported to have said what, in each construction of the press, and what reports nothing."""

import pytest

from quotes.extraction.engine import extract
from quotes.extraction.readers.romance_words import table_of
from quotes.extraction.readers.spanish import conjugated, grammar
from tests.extraction.saying import found_in, only

LANGUAGE = "es"
IRREGULAR = table_of(LANGUAGE)

REPORTED = [
    (
        "«No hay marcha atrás», dijo este lunes en el Congreso el portavoz de la coalición, Luis Arana.",
        [("el portavoz de la coalición, Luis Arana", "dijo", "«No hay marcha atrás»")],
    ),
    (
        'El ministro aseguró que "no hay marcha atrás" y añadió que el Gobierno cumplirá.',
        [
            ("El ministro", "aseguró", 'que "no hay marcha atrás"'),
            ("El ministro", "añadió", "que el Gobierno cumplirá"),
        ],
    ),
    (
        "La ministra Ana Rey llegó tarde. Añadió que el Gobierno cumplirá.",
        [("La ministra Ana Rey", "Añadió", "que el Gobierno cumplirá")],
    ),
    (
        "“Estamos preparados”, afirmó Luna Pardo. Y agregó: “No vamos a permitir abusos”.",
        [("Luna Pardo", "afirmó", "“Estamos preparados”"), ("Luna Pardo", "agregó", "“No vamos a permitir abusos”")],
    ),
    (
        "El alto comisionado, Gil Arrázola, celebró el gesto. “No es un cheque”, dijo en rueda de prensa.",
        [("El alto comisionado, Gil Arrázola", "dijo", "“No es un cheque”")],
    ),
    (
        "Según ha explicado la alcaldesa, las obras comenzarán en mayo.",
        [("la alcaldesa", "Según ha explicado", "las obras comenzarán en mayo")],
    ),
    (
        "Las obras comenzarán en mayo, según fuentes municipales.",
        [("fuentes municipales", "según", "Las obras comenzarán en mayo")],
    ),
    (
        "De acuerdo con la denuncia, el funcionario “exigía dinero” a los contratistas.",
        [("la denuncia", "De acuerdo con", "el funcionario “exigía dinero” a los contratistas")],
    ),
    (
        "Hubo unanimidad, según Robledo, «desde la primera votación».",
        [("Robledo", "según", "Hubo unanimidad"), ("Robledo", "según", "«desde la primera votación»")],
    ),
    (
        "«La situación —explicó el ministro— está bajo control».",
        [("el ministro", "explicó", "«La situación"), ("el ministro", "explicó", "está bajo control»")],
    ),
    (
        "«Una fisura no es una grieta —ha proclamado la consejera—. Una grieta no es una catástrofe».",
        [
            ("la consejera", "ha proclamado", "«Una fisura no es una grieta"),
            ("la consejera", "ha proclamado", "Una grieta no es una catástrofe»"),
        ],
    ),
    ("—No lo sé —respondió ella.", [("ella", "respondió", "—No lo sé")]),
    (
        "—De vista —contestó el testigo—. Nos cruzábamos en el mercado.",
        [("el testigo", "contestó", "—De vista"), ("el testigo", "contestó", "Nos cruzábamos en el mercado.")],
    ),
    ("La portavoz negó haber recibido presiones.", [("La portavoz", "negó", "haber recibido presiones")]),
    (
        "El ministro avisa de que acudirá a los tribunales.",
        [("El ministro", "avisa", "de que acudirá a los tribunales")],
    ),
    ('"Vamos a ganar", aseguran desde el partido.', [("el partido", "aseguran", '"Vamos a ganar"')]),
    (
        "El presidente ruso, Vladímir Plotnikov, acusó a Ucrania de bombardear la central.",
        [("El presidente ruso, Vladímir Plotnikov", "acusó", "a Ucrania de bombardear la central")],
    ),
    (
        "El sindicato calificó la oferta de «insulto» y pidió que se retire.",
        [("El sindicato", "calificó", "la oferta de «insulto»"), ("El sindicato", "pidió", "que se retire")],
    ),
    ("El papa pidió a los fieles rezar por la paz.", [("El papa", "pidió", "rezar por la paz")]),
    (
        "La gobernadora pidió a la población no volver a las casas e indicó que hubo 87 réplicas.",
        [("La gobernadora", "pidió", "no volver a las casas"), ("La gobernadora", "indicó", "que hubo 87 réplicas")],
    ),
    (
        "«Cada noche se oyen disparos», cuenta Ana Torres, vecina del barrio. «Tenemos miedo».",
        [
            ("Ana Torres, vecina del barrio", "cuenta", "«Cada noche se oyen disparos»"),
            ("Ana Torres, vecina del barrio", "cuenta", "«Tenemos miedo»"),
        ],
    ),
    ("El entrenador fue claro: «Hay que mejorar».", [("El entrenador", ":", "«Hay que mejorar»")]),
    (
        "El equipo, reconoció el entrenador, jugó mal.",
        [("el entrenador", "reconoció", "El equipo"), ("el entrenador", "reconoció", "jugó mal")],
    ),
    ("El equipo jugó mal, reconoció el entrenador.", [("el entrenador", "reconoció", "El equipo jugó mal")]),
    ("El presidente, que ayer dijo que no dimitirá, viaja hoy a Roma.", [("El presidente", "dijo", "que no dimitirá")]),
    (
        "Un agente que participó en el rastreo admitió que hubo instrucción de esperar.",
        [("Un agente", "admitió", "que hubo instrucción de esperar")],
    ),
    (
        'Pérez, tras asegurar que "no hubo favoritismo", abandonó la sala.',
        [("Pérez", "asegurar", 'que "no hubo favoritismo"')],
    ),
    (
        '"Hay que seguir", insistió la ministra, que recordó que las vacunas "salvan vidas".',
        [("la ministra", "insistió", '"Hay que seguir"'), ("la ministra", "recordó", 'que las vacunas "salvan vidas"')],
    ),
    (
        "Rusia y China reiteraron que se oponen a la resolución.",
        [("Rusia y China", "reiteraron", "que se oponen a la resolución")],
    ),
    (
        "Los obispos y las autoridades indígenas manifestaron que “el silencio es la primera palabra”.",
        [("Los obispos y las autoridades indígenas", "manifestaron", "que “el silencio es la primera palabra”")],
    ),
    (
        "Explicó el magistrado que la causa prescribió en 2010.",
        [("el magistrado", "Explicó", "que la causa prescribió en 2010")],
    ),
    ("La actriz confesó a la revista «Vida» que dejará el cine.", [("La actriz", "confesó", "que dejará el cine")]),
    (
        "El crítico ha escrito en su blog, «El Punzón», que el libro «se lee sin placer».",
        [("El crítico", "ha escrito", "que el libro «se lee sin placer»")],
    ),
    (
        "La presidenta del Banco Central, Christine Lara, dejó claro que los tipos no bajarán.",
        [("La presidenta del Banco Central, Christine Lara", "dejó claro", "que los tipos no bajarán")],
    ),
    (
        "La advertencia de los geólogos de que pueden repetirse temblores “superiores a 6” inquieta a todos.",
        [("los geólogos", "advertencia", "de que pueden repetirse temblores “superiores a 6”")],
    ),
    ('"Es urgente actuar", puede leerse en el informe.', [("el informe", "puede leerse", '"Es urgente actuar"')]),
    (
        'El hombre habría confesado, informa "El Correo del Sur".',
        [('"El Correo del Sur"', "informa", "El hombre habría confesado")],
    ),
    (
        "Para la economista Rosa Vidal, «el modelo está agotado».",
        [("la economista Rosa Vidal", "Para", "«el modelo está agotado»")],
    ),
    (
        "«Mi suegra siempre decía: “El agua vuelve a por lo suyo”. Ya viene», cuenta Encarna Llop.",
        [
            ("Encarna Llop", "cuenta", "«Mi suegra siempre decía: “El agua vuelve a por lo suyo”. Ya viene»"),
            ("Mi suegra", "decía", "“El agua vuelve a por lo suyo”"),
        ],
    ),
    (
        "SAN JUAN TEPALCO.- El colectivo Luz y Pala denunció que la Fiscalía frenó el ingreso.",
        [("El colectivo Luz y Pala", "denunció", "que la Fiscalía frenó el ingreso")],
    ),
    ("El Ejecutivo se declaró dispuesto a negociar.", [("El Ejecutivo", "se declaró", "dispuesto a negociar")]),
    (
        "Los médicos insisten en que no hay camas y reclaman más personal.",
        [("Los médicos", "insisten", "en que no hay camas")],
    ),
    ("Fiscal: ¿Recibió usted dinero?", [("Fiscal", ":", "¿Recibió usted dinero?")]),
    (
        "Lisón evocó a su abuela:\n«Mi abuela vendía harina de noche.\n»Un día me sentó en sus rodillas».",
        [
            ("Lisón", "evocó", "«Mi abuela vendía harina de noche."),
            ("Lisón", "evocó", "»Un día me sentó en sus rodillas»"),
        ],
    ),
    (
        "El 12 de marzo el juez ordenó al banco entregar los documentos.",
        [("el juez", "ordenó", "entregar los documentos")],
    ),
    (
        "El mandatario sostuvo que “quien la hace la paga”, y llamó a la unidad.",
        [("El mandatario", "sostuvo", "que “quien la hace la paga”")],
    ),
    (
        "El alcalde dijo que “el agua es de todos. Nadie le creyó en la plaza.",
        [("El alcalde", "dijo", "que “el agua es de todos.")],
    ),
]

TRAPS = [
    "Cabe decir que el proyecto sigue en marcha.",
    "Es decir, no habrá acuerdo.",
    "Lo dicho: hay incendio.",
    "Ni que decir tiene que la obra se retrasará.",
    "Dicho esto, el pleno pasó al siguiente punto.",
    "La sentencia dirá si el sello pesaba más que la firma.",
    "La ley establece que los menores no pueden votar.",
    "La norma prevé que los edificios resistan un terremoto.",
    "El alcalde cree que la ciudad saldrá adelante.",
    "Se espera que el presidente anuncie medidas.",
    "Se ha precisado que la planta reabrirá.",
    "Dicen que el tiempo lo cura todo.",
    "Nadie dijo que fuera fácil.",
    "No quiso decir si se presentará.",
    'Su última novela, "La ciudad dormida", cuenta la historia de una familia.',
    'El programa "La hora punta" se emite los lunes.',
    "La llamada «ley mordaza» fue aprobada en 2015.",
    "A los de su pueblo los llaman «los salaos».",
    "La gente le llama «el Mago».",
    "El lema de la campaña, «Juntos podemos», no convenció.",
    "La oposición exige la dimisión del ministro.",
    "El expresidente negó los cargos.",
    "Fue acusado de robar un coche.",
    "La denuncia de un jardinero abrió el caso.",
    "Este periódico ha preguntado al Ministerio, que no ha respondido.",
    "El autor publica en la revista «Letra Menuda».",
    "El Gobierno cuenta con que el presupuesto se apruebe.",
    "El juicio, que se reanuda hoy con los peritos, promete.",
]


@pytest.mark.parametrize(("text", "expected"), REPORTED, ids=[text[:40] for text, _ in REPORTED])
def test_a_construction_of_the_press(text, expected):
    found = [(one.speaker, one.cue, one.words) for one in found_in(text, LANGUAGE)]
    assert found == expected


@pytest.mark.parametrize("text", TRAPS, ids=[text[:40] for text in TRAPS])
def test_what_reports_nothing(text):
    assert found_in(text, LANGUAGE) == []


def test_a_dropped_subject_agrees_in_number():
    text = "Los obispos pidieron que haya paz. La alcaldesa Eva Ruiz dijo que sí. Añadieron que rezarán."
    assert found_in(text, LANGUAGE)[-1].speaker == "Los obispos"


def test_a_dropped_subject_may_be_who_acted_in_the_sentence_before():
    text = "Ana Ruiz dijo que sí. El ministro Luis Paz llegó tarde. «No hay dinero», zanjó."
    assert found_in(text, LANGUAGE)[-1].speaker == "El ministro Luis Paz"


def test_who_speaks_inside_of_the_marks_speaks_all_of_them():
    found = found_in("«El muro —dijo la consejera— está mejor que nunca, señorías».", LANGUAGE)
    assert [one.words for one in found] == ["«El muro", "está mejor que nunca, señorías»"]
    assert {one.kind for one in found} == {"direct"}


def test_a_name_in_marks_is_no_quotation():
    assert only("El cabecilla, alias ‘Morrocoy’, negó que tenga menores.", LANGUAGE).kind == "indirect"


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("contar", "cuenta cuentan contaba contó contaron contado contando"),
        ("advertir", "advierte advierten advirtió advirtieron advirtiendo advertido"),
        ("pedir", "pide piden pidió pidieron pedía pidiendo"),
        ("sostener", "sostiene sostienen sostuvo sostuvieron sosteniendo"),
        ("exponer", "expone expuso expuesto"),
        ("predecir", "predice predijo predicho"),
        ("concluir", "concluye concluyó concluyeron concluyendo"),
        ("escribir", "escribe escribió escrito"),
        ("reconocer", "reconoce reconoció reconocía reconocido"),
    ],
)
def test_verbs_are_conjugated(lemma, forms):
    assert set(forms.split()) <= {form for column in conjugated(lemma, IRREGULAR).values() for form in column}


def test_the_table_knows_the_forms_of_its_cues():
    assert {"dijo", "hubo", "añadiendo"} & grammar().verbs.keys() == {"dijo", "añadiendo"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Falta agua”, explicó a EFE Lía Montes, “pero llegará”.", "Lía Montes"),
        ("“Hubo errores”, admite en una entrevista con «El Alba» el fiscal general.", "el fiscal general"),
        ("“Queremos justicia”, coreaban cientos de personas frente al juzgado.", "cientos de personas"),
        ("Consultada sobre el asunto, la vicepresidenta fue tajante: “Falta agua”.", "la vicepresidenta"),
        ("La respuesta del ministro no tardó: “Ni hablar”.", "ministro"),
        ("El mensaje de Montes a los alcaldes fue claro: “Ni hablar”.", "Montes"),
        ("El fiscal Blas Orozco defendió que su actuación fue “impecable”.", "El fiscal Blas Orozco"),
        ("La Fiscalía pide cárcel para Nicasio Abril, a quien acusa de “desviar fondos”.", "La Fiscalía"),
    ],
)
def test_who_speaks_stands_behind_others_or_owns_what_was_said(text, speaker):
    mentions = {text[one.speaker.start : one.speaker.end] for one in extract(text, language="es")}
    assert mentions == {speaker}


@pytest.mark.parametrize(
    "before",
    [
        "La policía detuvo a Marín.",
        "La policía detuvo a Tomás Marín el martes.",
        "El ministro Luis Arana recibió a la alcaldesa Ana Rey.",
        "El ministro Luis Arana habló ayer. El fiscal Gil Vera recibió al alcalde Tomás Marín.",
    ],
)
def test_of_two_who_met_nobody_is_said_to_have_spoken(before):
    assert only(f"{before} «No me resistí», contó.", LANGUAGE).speaker is None


def test_who_only_went_somewhere_may_be_the_one_who_spoke():
    assert (
        only("El ministro Luis Arana viajó a Madrid. «Fue útil», dijo.", LANGUAGE).speaker == "El ministro Luis Arana"
    )


def test_what_an_outlet_only_heard_is_less_sure():
    (heard,) = extract("«No vendré», habría dicho el ministro Luis Arana.", language=LANGUAGE)
    (told,) = extract("«No vendré», ha dicho el ministro Luis Arana.", language=LANGUAGE)
    assert heard.confidence <= told.confidence / 2
