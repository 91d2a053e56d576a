"""Words that turn, limit or dismiss a statement, one table for each language; folded as shadows are.

Closed classes only: negations, concessions, limits, and the words by which people reject another's words. No subject,
phrase or name belongs here. Languages without a table have no cues, and then nothing is concluded from their absence.
"""

from dataclasses import dataclass
from functools import lru_cache

from quotes.matching.normalise import fold
from quotes.matching.scripts import UNSPACED, script_of


@dataclass(frozen=True, slots=True)
class Cues:
    """Words or word groups; in unspaced scripts they are looked for as substrings."""

    negations: tuple[str, ...]
    limits: tuple[str, ...]
    concessions: tuple[str, ...]
    dismissals: tuple[str, ...]


_TABLE: dict[str, Cues] = {
    "en": Cues(
        negations=tuple(
            [
                "no",
                "not",
                "never",
                "none",
                "nothing",
                "neither",
                "nor",
                "cannot",
                "without",
                "n't",
                "nobody",
                "nowhere",
                "unable",
                "fail",
            ]
        ),
        limits=(
            "but",
            "however",
            "only if",
            "unless",
            "except",
            "provided that",
            "as long as",
            "on condition",
        ),
        concessions=("although", "though", "even if", "while", "despite", "notwithstanding"),
        dismissals=(
            *(
                "nothing but",
                "nothing more than",
                "myth",
                "rhetoric",
                "lie",
                "lies",
                "nonsense",
                "fiction",
                "untrue",
            ),
            *(
                "false",
                "fake",
                "a fabrication",
                "fabricated",
                "exaggeration",
                "not true",
                "mere words",
                "just words",
            ),
        ),
    ),
    "ar": Cues(
        negations=tuple(
            [
                "لا",
                "ليس",
                "ليست",
                "ليسوا",
                "لن",
                "لم",
                "غير",
                "بلا",
                "دون",
                "بدون",
                "عدم",
                "كلا",
                "ولا",
                "ولن",
                "ولم",
                "وليس",
                "وليست",
                "فلا",
                "فلن",
                "فلم",
            ]
        ),
        limits=(
            "لكن",
            "ولكن",
            "لكنه",
            "لكنها",
            "إلا أن",
            "إلا أنه",
            "إلا أنها",
            "غير أن",
            "إلا إذا",
            "بشرط",
            "ما لم",
        ),
        concessions=("رغم", "ورغم", "على الرغم", "بالرغم", "مع أن", "وإن كان", "حتى لو"),
        dismissals=(
            "مجرد كلام",
            "مجرد شعار",
            "كذب",
            "كذبة",
            "أكذوبة",
            "خرافة",
            "باطل",
            "غير صحيح",
            "هراء",
            "مبالغة",
        ),
    ),
    "ru": Cues(
        negations=tuple(
            [
                "не",
                "нет",
                "ни",
                "без",
                "нельзя",
                "никогда",
                "никто",
                "ничего",
                "ничто",
                "никакой",
                "никаких",
                "никакие",
                "нигде",
                "невозможно",
            ]
        ),
        limits=("но", "однако", "только если", "если не", "кроме", "при условии", "за исключением"),
        concessions=("хотя", "несмотря", "пусть", "даже если"),
        dismissals=(
            "риторика",
            "миф",
            "ложь",
            "чушь",
            "вымысел",
            "неправда",
            "фейк",
            "выдумка",
            "не более чем",
        ),
    ),
    "zh": Cues(
        negations=("不", "没", "沒", "無", "无", "未", "非", "别", "莫", "勿"),
        limits=("但", "然而", "不过", "除非", "只要", "只有", "前提"),
        concessions=("虽然", "尽管", "即使", "虽"),
        dismissals=("谎言", "谣言", "虚构", "不实", "空话", "只不过", "只是说辞", "胡说", "夸大"),
    ),
    "fr": Cues(
        negations=tuple(
            [
                "ne",
                "n",
                "pas",
                "jamais",
                "aucun",
                "aucune",
                "sans",
                "ni",
                "rien",
                "personne",
                "non",
                "nul",
                "nulle",
            ]
        ),
        limits=("mais", "toutefois", "cependant", "sauf", "à moins", "à condition", "pourtant"),
        concessions=("bien que", "quoique", "malgré", "même si"),
        dismissals=(
            "mythe",
            "mensonge",
            "faux",
            "fiction",
            "rien d'autre que",
            "rhétorique",
            "absurde",
            "inventé",
        ),
    ),
    "es": Cues(
        negations=tuple(
            ["no", "nunca", "jamás", "ningún", "ninguna", "ninguno", "sin", "ni", "nada", "nadie", "tampoco"]
        ),
        limits=("pero", "sin embargo", "salvo", "a menos que", "siempre que", "excepto", "no obstante"),
        concessions=("aunque", "a pesar de", "pese a", "si bien"),
        dismissals=(
            "mito",
            "mentira",
            "falso",
            "ficción",
            "nada más que",
            "retórica",
            "absurdo",
            "inventado",
        ),
    ),
    "it": Cues(
        negations=tuple(["non", "mai", "nessun", "nessuno", "nessuna", "senza", "né", "niente", "nulla"]),
        limits=("ma", "però", "tuttavia", "salvo", "a meno che", "purché", "tranne"),
        concessions=("sebbene", "benché", "nonostante", "anche se"),
        dismissals=(
            "mito",
            "menzogna",
            "falso",
            "finzione",
            "nient'altro che",
            "retorica",
            "assurdo",
            "inventato",
        ),
    ),
}


@lru_cache(maxsize=64)
def cues_of(language: str) -> Cues | None:
    """Return the folded table of a language tag (`ar`, `ar-EG`), None where there is none."""
    cues = _TABLE.get(language.lower().split("-")[0])
    if cues is None:
        return None
    folded = (tuple(fold(cue) for cue in group) for group in (cues.negations, cues.limits, cues.concessions))
    return Cues(*folded, tuple(fold(cue) for cue in cues.dismissals))


def places(folded: str, cues: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return where cues stand in a shadow text, in order and without overlaps, as whole words."""
    found = sorted(
        (place for cue in cues for place in _places_of(folded, cue)), key=lambda span: (span[0], -span[1])
    )
    kept: list[tuple[int, int]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


def _places_of(folded: str, cue: str) -> list[tuple[int, int]]:
    whole = script_of(cue) not in UNSPACED
    found, start = [], folded.find(cue)
    while start >= 0:
        end = start + len(cue)
        if not whole or _stands_alone(folded, start, end, cue):
            found.append((start, end))
        start = folded.find(cue, start + 1)
    return found


def _stands_alone(folded: str, start: int, end: int, cue: str) -> bool:
    # An English contraction hangs on its verb: can't, won't.
    before = cue == "n't" or start == 0 or not folded[start - 1].isalnum()
    return before and (end == len(folded) or not folded[end].isalnum())
