"""French: who is reported to have said what, in each construction of the press, and what reports nothing."""

import pytest

from quotes.extraction.engine import extract
from quotes.extraction.readers.french import conjugated, grammar
from quotes.extraction.readers.romance_words import table_of
from tests.extraction.saying import found_in, only

LANGUAGE = "fr"
IRREGULAR = table_of(LANGUAGE)

REPORTED = [
    (
        "« Nous avons perdu », a regretté vendredi dans les colonnes de Ouest-Matin la maire de Trévou, Anne Kerbrat.",
        [("la maire de Trévou, Anne Kerbrat", "a regretté", "« Nous avons perdu »")],
    ),
    (
        "« C'est un scandale ! », s'est indigné sur X le député Paul Marchand.",
        [("le député Paul Marchand", "s'est indigné", "« C'est un scandale ! »")],
    ),
    (
        "« La route est coupée », a-t-elle ensuite confirmé.",
        [("elle", "a-t-elle ensuite confirmé", "« La route est coupée »")],
    ),
    (
        "Le préfet explique que la route est coupée et qu'elle le restera.",
        [("Le préfet", "explique", "que la route est coupée et qu'elle le restera")],
    ),
    (
        "« Nous sommes prêts », a-t-il dit, ajoutant que « chaque heure compte ».",
        [("il", "a-t-il dit", "« Nous sommes prêts »"), ("il", "ajoutant", "que « chaque heure compte »")],
    ),
    (
        "« La situation, a déclaré le ministre, est sous contrôle. »",
        [("le ministre", "a déclaré", "« La situation"), ("le ministre", "a déclaré", "est sous contrôle. »")],
    ),
    (
        "« Le temps presse, a-t-elle dit. Chaque heure compte. »",
        [("elle", "a-t-elle dit", "« Le temps presse"), ("elle", "a-t-elle dit", "Chaque heure compte. »")],
    ),
    (
        "« Tout le monde savait », accuse-t-il. « J'attends toujours la réponse. »",
        [("il", "accuse", "« Tout le monde savait »"), ("il", "accuse", "« J'attends toujours la réponse. »")],
    ),
    (
        "Le ministère a fait savoir que les négociations reprendraient lundi.",
        [("Le ministère", "a fait savoir", "que les négociations reprendraient lundi")],
    ),
    (
        "La porte-parole, Claire Dubreuil, n'a pas exclu que le texte soit modifié.",
        [("La porte-parole, Claire Dubreuil", "n'a pas exclu", "que le texte soit modifié")],
    ),
    (
        "Selon une source proche du dossier, l'accord pourrait être signé avant la fin du mois.",
        [("une source proche du dossier", "Selon", "l'accord pourrait être signé avant la fin du mois")],
    ),
    (
        "Le feu est parti d'un garage, d'après les pompiers.",
        [("les pompiers", "d'après", "Le feu est parti d'un garage")],
    ),
    (
        "La préméditation, selon lui, ne fait « aucun doute ».",
        [("lui", "selon", "La préméditation"), ("lui", "selon", "ne fait « aucun doute »")],
    ),
    (
        "Comme l'a rappelé la procureure, l'enquête ne fait que commencer.",
        [("la procureure", "Comme l'a rappelé", "l'enquête ne fait que commencer")],
    ),
    (
        "L'enquête, rappelle la procureure, ne fait que commencer.",
        [("la procureure", "rappelle", "L'enquête"), ("la procureure", "rappelle", "ne fait que commencer")],
    ),
    (
        "L'enquête ne fait que commencer, a rappelé la procureure de Nantes, Hélène Faure.",
        [("la procureure de Nantes, Hélène Faure", "a rappelé", "L'enquête ne fait que commencer")],
    ),
    (
        "Le président a promis de « ne laisser personne au bord du chemin ».",
        [("Le président", "a promis", "de « ne laisser personne au bord du chemin »")],
    ),
    ("Le syndicat accuse la direction d'avoir menti.", [("Le syndicat", "accuse", "la direction d'avoir menti")]),
    (
        "Les organisations qualifient les motifs de « pure invention » et exigent « la transparence totale ».",
        [
            ("Les organisations", "qualifient", "les motifs de « pure invention »"),
            ("Les organisations", "exigent", "« la transparence totale »"),
        ],
    ),
    (
        "Le chef de l'État a appelé les deux parties à « la retenue ».",
        [("Le chef de l'État", "a appelé", "à « la retenue »")],
    ),
    ("L'opposition exige que le ministre démissionne.", [("L'opposition", "exige", "que le ministre démissionne")]),
    ("Le maire dément avoir été alerté et renvoie à un communiqué.", [("Le maire", "dément", "avoir été alerté")]),
    ("Elle jure n'avoir « jamais touché un centime ».", [("Elle", "jure", "n'avoir « jamais touché un centime »")]),
    ("« On ne lâchera rien », martèle-t-on à la CGT.", [("la CGT", "martèle", "« On ne lâchera rien »")]),
    (
        "« Nous irons jusqu'au bout », ont assuré le maire et la préfète à l'issue de la réunion.",
        [("le maire et la préfète", "ont assuré", "« Nous irons jusqu'au bout »")],
    ),
    (
        "« Une honte », résume Lucie, 23 ans, étudiante en droit.",
        [("Lucie, 23 ans, étudiante en droit", "résume", "« Une honte »")],
    ),
    ("Le maire, qui assure n'avoir rien su, a été entendu mardi.", [("Le maire", "assure", "n'avoir rien su")]),
    (
        "Un habitant qui a vu la scène raconte que le bus roulait vite.",
        [("Un habitant", "raconte", "que le bus roulait vite")],
    ),
    (
        "Le ministre avait dit, en mars, qu'il ne se représenterait pas.",
        [("Le ministre", "avait dit", "qu'il ne se représenterait pas")],
    ),
    (
        "Le premier ministre a, de son côté, estimé que « la page était tournée ».",
        [("Le premier ministre", "a, de son côté, estimé", "que « la page était tournée »")],
    ),
    (
        "Son entourage assure qu'« il n'a jamais été question de démission ».",
        [("Son entourage", "assure", "qu'« il n'a jamais été question de démission »")],
    ),
    (
        "La promesse du groupe que « personne ne restera sur le carreau » a surpris.",
        [("groupe", "promesse", "que « personne ne restera sur le carreau »")],
    ),
    (
        "Un cadre, qui souhaite rester anonyme, est plus direct : « La marque partira. »",
        [("Un cadre", ":", "« La marque partira. »")],
    ),
    (
        "La présidente du tribunal à l'accusé : « Vous avez le droit de vous taire. »",
        [("La présidente du tribunal", ":", "« Vous avez le droit de vous taire. »")],
    ),
    ("« Il est urgent d'agir », lit-on dans le rapport.", [("le rapport", "lit", "« Il est urgent d'agir »")]),
    (
        "L'homme aurait reconnu les faits, affirme « Le Quotidien du Lac ».",
        [("« Le Quotidien du Lac »", "affirme", "L'homme aurait reconnu les faits")],
    ),
    (
        "Et le ministre de conclure : « À chacun ses responsabilités. »",
        [("le ministre", "conclure", "« À chacun ses responsabilités. »")],
    ),
    (
        "Pour l'économiste Marc Tardieu, « la dette n'est pas un problème ».",
        [("l'économiste Marc Tardieu", "Pour", "« la dette n'est pas un problème »")],
    ),
    (
        "« Ma mère disait : “Ne signe rien sans lire.” J'ai signé », raconte Paul Arnal.",
        [
            ("Paul Arnal", "raconte", "« Ma mère disait : “Ne signe rien sans lire.” J'ai signé »"),
            ("Ma mère", "disait", "“Ne signe rien sans lire.”"),
        ],
    ),
    (
        "La ministre s'est dite prête à rouvrir le dossier.",
        [("La ministre", "s'est dite", "prête à rouvrir le dossier")],
    ),
    (
        "Moscou a accusé Kiev d'avoir bombardé la centrale, ce que l'Ukraine a démenti.",
        [("Moscou", "a accusé", "Kiev d'avoir bombardé la centrale")],
    ),
    (
        "(Sahel Dépêches) – Onze soldats ont été tués, ont indiqué mardi deux sources sécuritaires et un élu.",
        [("deux sources sécuritaires et un élu", "ont indiqué", "Onze soldats ont été tués")],
    ),
    ("Il lui a demandé pourquoi ils étaient partis.", [("Il", "lui a demandé", "pourquoi ils étaient partis")]),
    (
        "– De vue, répond le témoin. On se croisait au marché.",
        [("le témoin", "répond", "– De vue"), ("le témoin", "répond", "On se croisait au marché.")],
    ),
    ("Journaliste : Allez-vous fermer des lits ?", [("Journaliste", ":", "Allez-vous fermer des lits ?")]),
    (
        "Elle se confiait ainsi :\n« Je n'ai pas de voix, j'ai un accent. »",
        [("Elle", "se confiait", "« Je n'ai pas de voix, j'ai un accent. »")],
    ),
    (
        "« Ici, on lave son linge au vestiaire », a dit Jean Roux. Il a promis de « tirer les conséquences.",
        [
            ("Jean Roux", "a dit", "« Ici, on lave son linge au vestiaire »"),
            ("Il", "a promis", "de « tirer les conséquences."),
        ],
    ),
]

TRAPS = [
    "Cela ne veut pas dire que le projet est abandonné.",
    "Il va sans dire que le chantier prendra du retard.",
    "Il faut dire que le dossier est épais.",
    "Rien ne dit que la garnison sera renforcée.",
    "La loi dispose que tout citoyen doit payer l'impôt.",
    "Le règlement prévoit que la bière soit brassée sur place.",
    "Le maire croit que la ville s'en sortira.",
    "Le gouvernement espère que la croissance repartira.",
    "Le constructeur prévoit de supprimer 300 postes.",
    "Son livre, « Les Jours heureux », raconte la vie d'un village.",
    "« Les Jours heureux » a reçu le prix Médoc.",
    "Surnommé « le Boucher », l'homme avait fui.",
    "Au village, on l'appelait « le Notaire », parce qu'il gardait tous les papiers.",
    "Le mot « laïcité » figure trois fois dans le texte.",
    "Le procès doit dire si l'homme était conscient.",
    "Il a été précisé que l'usine rouvrirait.",
    "Le chef de l'État a appelé au calme.",
    "L'opposition réclame la démission du ministre.",
    "Il n'a pas dit quand il reviendrait.",
    "L'arbitre aurait, selon nos informations, passé la nuit devant les images.",
    "L'entrevue accordée à la revue « Cadence » a fait du bruit.",
    "Les habitants sont « à bout » et la route « coupée ».",
    "Il leur a lu « La Grande Marée » jusqu'au bout.",
    "Le journal « Le Carrefour » fête ses dix ans.",
    "La ministre n'a pas répondu.",
]


@pytest.mark.parametrize(("text", "expected"), REPORTED, ids=[text[:40] for text, _ in REPORTED])
def test_a_construction_of_the_press(text, expected):
    found = [(one.speaker, one.cue, one.words) for one in found_in(text, LANGUAGE)]
    assert found == expected


@pytest.mark.parametrize("text", TRAPS, ids=[text[:40] for text in TRAPS])
def test_what_reports_nothing(text):
    assert found_in(text, LANGUAGE) == []


def test_a_pronoun_is_told_by_the_last_name_of_its_gender():
    text = "Le maire Jean Roux assure que tout va bien. Mme Anne Vial a dit non. « C'est faux », a-t-il insisté."
    assert found_in(text, LANGUAGE)[-1].named == "Le maire Jean Roux"


def test_an_inverted_pronoun_and_an_elided_word_are_words_of_their_own():
    assert only("« Oui, bien sûr », a-t-elle admis.", LANGUAGE).speaker == "elle"
    assert only("Selon l'Observatoire, la neige a fondu.", LANGUAGE).speaker == "l'Observatoire"


def test_a_reported_clause_inside_of_marks_is_indirect():
    found = found_in("« Ma mère disait que la mer reviendrait un jour », raconte Paul Arnal.", LANGUAGE)
    assert [(one.speaker, one.kind) for one in found] == [("Paul Arnal", "direct"), ("Ma mère", "indirect")]


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("rappeler", "rappelle rappellent rappelait rappela rappelé rappelant rappellera"),
        ("répéter", "répète répètent répétait répéta répétant"),
        ("annoncer", "annonce annonçait annonça annonçant annoncèrent"),
        ("exiger", "exige exigeait exigea exigeant exigèrent"),
        ("avertir", "avertit avertissent avertissait averti avertissant"),
        ("répondre", "répond répondent répondait répondit répondu répondant"),
        ("promettre", "promet promettent promit promis promettant"),
        ("prévenir", "prévient préviennent prévint prévenu prévenant"),
        ("écrire", "écrit écrivent écrivait écrivit écrivant"),
        ("prédire", "prédit prédisent prédisait prédisant"),
        ("balayer", "balaie balayait balaya balayé"),
    ],
)
def test_verbs_are_conjugated(lemma, forms):
    assert set(forms.split()) <= {form for column in conjugated(lemma, IRREGULAR).values() for form in column}


def test_the_table_knows_the_forms_of_its_cues():
    assert {"déclara", "ont", "précisant"} & grammar().verbs.keys() == {"déclara", "précisant"}


@pytest.mark.parametrize("said", ["On a dit que le pont tiendra.", "« Le pont tiendra », a-t-on dit."])
def test_on_is_nobody_who_was_named_before(said):
    found = found_in(f"Le maire Paul Vidal a dit que tout va bien. {said}", LANGUAGE)
    assert [(one.speaker, one.named) for one in found] in (
        [("Le maire Paul Vidal", None), ("On", None)],
        [("Le maire Paul Vidal", None), ("on", None)],
    )


def test_what_an_outlet_only_heard_is_less_sure():
    (heard,) = extract("« Je ne viendrai pas », aurait dit le maire Paul Vidal.", language=LANGUAGE)
    (told,) = extract("« Je ne viendrai pas », a dit le maire Paul Vidal.", language=LANGUAGE)
    assert heard.confidence <= told.confidence / 2
