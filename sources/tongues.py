"""PURE. The language of a text that does not name it: one of ours, `other`, or None where there is too little to tell.

Told by script first, then by function words. Short texts are not guessed: an editor's choice costs less than a wrong
rule book.
"""

import re
from collections import Counter
from typing import Final

from sources.words import names

READ: Final = 20_000
"""Characters that are looked at."""
FEWEST_LETTERS: Final = 20
FEWEST_WORDS: Final = 5
MARGIN: Final = 1.4
"""How many times as many function words as of the second language."""

SCRIPTS: Final = {
    "arabic": re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "other": re.compile("[\u0370-\u03ff\u0530-\u061f\u0700-\u1dff\u2c80-\u2def\ua000-\ud7ff]"),
}
WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

FUNCTION_WORDS: Final = {
    "latin": {
        "en": names(
            "the of and to in is was that for it with as his on be at by had not are but from or have they "
            "which he were will has this would said"
        ),
        "fr": names(
            "le la les de des du et est une un que qui dans pour sur pas par au avec il ce sont plus ne se "
            "aux elle son été mais ou cette selon d'un d'une"
        ),
        "es": names(
            "el la los las de del y que en un una por con para es se no su al lo como más pero sus le ha fue "
            "este según también entre son está"
        ),
        "it": names(
            "il la le di del della dei che è e un una per con non si da sono nel alla gli ha anche più come "
            "dal ma lo al delle"
        ),
        "de": names(
            "der die das und ist von den mit zu im nicht ein eine auf für dem des sich auch es wird an als "
            "hat aus bei sie nach werden"
        ),
        "pt": names(
            "o a os as de do da dos das e que em um uma para com não por se mais no na ao foi como são pelo pela também"
        ),
        "tr": names("ve bir bu da de için ile olarak daha çok olan en ne gibi kadar sonra ki o değil var dedi"),
        "nl": names(
            "de het een en van in is dat op te zijn met voor niet aan er om ook als bij door naar maar werd heeft"
        ),
        "pl": names("i w na z do nie się że to jest o jak ale po od za przez są dla był oraz jego"),
        "ro": names("și de la în cu a pe nu o că este un pentru din sunt mai care ce al ale dar fost"),
        "id": names("yang dan di dengan untuk dari ini pada itu tidak dalam adalah akan ke oleh juga telah bahwa"),
        "sv": names("och att det som en på är av för med den till inte om har de ett från var men"),
    },
    "cyrillic": {
        "ru": names(
            "и в не на что с по как это он из к за от для был была были также его что о но их при после "
            "который сказал заявил"
        ),
        "uk": names(
            "і в не на що з та як це він із до за від для був була були також його про але їх при після який у є"
        ),
        "bg": names("и в не на че с по като това той от до за са е се да което беше бяха също му при след който"),
        "sr": names("и у не на што са по као то он из до за од је се да су био била такође његов при после који"),
    },
    "arabic": {
        "ar": names(
            "في من على إلى أن إن عن التي الذي هذا هذه مع كان كانت لا ما بين بعد قبل وقال قال خلال وفي ومن "
            "ذلك أو لم لن كما"
        ),
        "fa": names("در به از که این را با است برای آن و یک بر هم تا می شد خود نیز های کرد شود بود اما"),
        "ur": names("کے کی میں ہے اور سے کا کو نے پر ہیں یہ کہ اس بھی تھا ہو کر جو"),
    },
}
FOREIGN_LETTERS: Final = {
    "arabic": re.compile("[پچژگکیٹڈڑےھںۆێەۋې]"),
    "cyrillic": re.compile("[іїєґўђјљњћџқңүұһәө]", re.I),
}
OURS: Final = frozenset({"ar", "en", "ru", "zh", "fr", "es"})


def language_of(text: str) -> str | None:
    """`ar`, `en`, `ru`, `zh`, `fr`, `es`, `other`, or None."""
    read = text[:READ]
    letters = {script: len(pattern.findall(read)) for script, pattern in SCRIPTS.items()}
    letters["han"] *= 3
    total = sum(letters.values())
    if total < FEWEST_LETTERS:
        return None
    script = max(letters, key=letters.__getitem__)
    if 5 * letters[script] < 3 * total and not letters["kana"]:
        return None
    if script in ("han", "kana"):
        return "other" if 20 * letters["kana"] > letters["han"] // 3 else "zh"
    if script == "other":
        return "other"
    return _by_words(read, script, letters[script])


def language_of_script(text: str) -> str | None:
    """The one of our languages that is written in the script of most letters, however few; None for Latin script, for
    another one, and where letters show another language."""
    read = text[:READ]
    letters = {script: len(pattern.findall(read)) for script, pattern in SCRIPTS.items()}
    script = max(letters, key=letters.__getitem__)
    foreign = FOREIGN_LETTERS.get(script)
    if not letters[script] or letters["kana"] or 5 * letters[script] < 3 * sum(letters.values()):
        return None
    if foreign and foreign.search(read):
        return None
    return {"arabic": "ar", "cyrillic": "ru", "han": "zh"}.get(script)


def _by_words(text: str, script: str, letters: int) -> str | None:
    foreign = FOREIGN_LETTERS.get(script)
    if foreign and 25 * len(foreign.findall(text)) > letters:
        return "other"
    words = Counter(word.lower().replace("’", "'") for word in WORD.findall(text))
    counts = {language: sum(words[word] for word in known) for language, known in FUNCTION_WORDS[script].items()}
    (best, most), (_, second) = sorted(counts.items(), key=lambda item: -item[1])[:2]
    enough = max(3, words.total() // 12) if words.total() >= FEWEST_WORDS else words.total() + 1
    if most < enough or most < MARGIN * second:
        return None
    return best if best in OURS else "other"
