"""PURE. Pages that are no article although the server calls them one: a check for robots, a request to log in, to
consent or to pay, a "not found" that answers with 200, a page that only a script fills.

Told by marks in the page's markup and by its few words; never of a page that has an article's length, unless it says
itself that the rest is for subscribers. A page for which a reason is given is no evidence that words were removed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from sources.page import Kind
from sources.pretence_reasons import Pretence
from sources.words import names

SHORT: Final = 900
"""Letters of body text below which a page is suspected; a Chinese character says as much as three letters."""
GATED: Final = 2_500
MOST_ELEMENTS: Final = 60_000

ROBOT_MARKS: Final = re.compile(
    r"cf-chl|challenge-platform|cf-browser-verification|g-recaptcha|h-captcha|hcaptcha|px-captcha|datadome|"
    r"geo\.captcha"
    r"|_incapsula_|distil|turnstile|captcha-delivery|awswaf|smartcaptcha",
    re.I,
)
CONSENT_MARKS: Final = re.compile(
    r"onetrust|didomi|qc-cmp|sp_message|cmpbox|truste|usercentrics|cookiebot|consent-page|consent-form|quantcast|"
    r"collectconsent",
    re.I,
)
PAYWALL_MARKS: Final = re.compile(r"paywall|piano-|tp-modal|meteredcontent|regwall|subscriber-only|premium-gate", re.I)

WORDS: Final[tuple[tuple[Pretence, re.Pattern[str]], ...]] = (
    (
        "robot-check",
        re.compile(
            r"just a moment|are you (?:a )?(?:human|robot)|not a robot|verify(?:ing)? (?:that )?you are (?:a )?human|"
            r"unusual traffic|checking your browser|attention required|لست (?:برنامج )?روبوت|تحقق من أنك إنسان|"
            r"вы не робот|не робот|подозрительный трафик|n'êtes pas un robot|no eres un robot|no soy un robot|"
            r"人机验证|安全验证|不是机器人",
            re.I,
        ),
    ),
    (
        "blocked",
        re.compile(
            r"^(?:error )?403\b|access (?:to this page )?(?:has been |is )?denied|you have been blocked|"
            r"not available in your (?:country|region)|تم رفض الوصول|الوصول مرفوض|доступ (?:запрещ[её]н|ограничен)|"
            r"accès (?:refusé|interdit)|acceso denegado|访问被拒绝|禁止访问",
            re.I,
        ),
    ),
    (
        "not-found",
        re.compile(
            r"(?:^|\b(?:error|erreur|ошибка|خطأ|错误)\s*)404\b|page (?:you (?:requested|"
            r"are looking for) )?(?:was |could )?"
            r"(?:not (?:be )?found|cannot be found|no longer exists)|page not found|"
            r"الصفحة (?:التي تبحث عنها )?غير موجودة|"
            r"لم يتم العثور على الصفحة|عذراً? الصفحة|страница не найдена|такой страницы (?:нет|не существует)|"
            r"page (?:introuvable|non trouvée|n'existe pas)|p[áa]gina no (?:encontrada|existe)|"
            r"no se ha encontrado la p[áa]gina|"
            r"页面不存在|找不到(?:该|此)?(?:页面|网页)|页面未找到|您访问的页面",
            re.I,
        ),
    ),
    (
        "consent",
        re.compile(
            r"before you continue|we (?:and our partners )?(?:use|value your) (?:cookies|privacy)|"
            r"accept (?:all )?cookies|"
            r"نستخدم ملفات تعريف الارتباط|قبول (?:جميع )?ملفات|использу(?:ем|ет) (?:файлы )?cookies?|"
            r"continuer sans accepter|nous utilisons des cookies|aceptar (?:todas las )?cookies|utilizamos cookies|"
            r"我们使用cookie|接受所有cookie",
            re.I,
        ),
    ),
    (
        "paywall",
        re.compile(
            r"subscribe (?:now )?to (?:continue|read)|(?:for|to) subscribers only|already a subscriber|"
            r"to continue reading|"
            r"(?:اشترك|للمشتركين).{0,30}(?:القراءة|المتابعة|فقط)|لمتابعة القراءة|оформите подписку|"
            r"только для подписчиков|"
            r"чтобы (?:про)?читать (?:далее|дальше|полностью)|réservé aux abonnés|abonnez-vous pour|"
            r"pour lire la suite|"
            r"(?:solo|exclusivo) para suscriptores|suscr[íi]bete para|para seguir leyendo|"
            r"订阅后(?:可)?(?:继续)?阅读|仅限订阅",
            re.I,
        ),
    ),
    (
        "needs-script",
        re.compile(
            r"(?:enable|requires?|turn on|without) javascript|javascript (?:is )?(?:disabled|required)|"
            r"(?:تفعيل|تمكين) (?:ال)?جافا|"
            r"включите javascript|activer javascript|active javascript|habilit[ae] javascript|启用\s*javascript",
            re.I,
        ),
    ),
)
LOGIN_WORDS: Final = re.compile(
    r"\b(?:log|sign) ?in\b|تسجيل الدخول|\bвойти\b|\bвход\b|se connecter|connexion|iniciar sesi[óo]n|登录|登陆", re.I
)
LOGIN_PATHS: Final = names("login signin sign-in auth sso account log-in")
CONSENT_HOSTS: Final = names("consent guce privacy cmp")

Parts = Sequence[tuple[Kind, str]]


def pretence_of(root: etree._Element | None, parts: Parts, *, address: str = "") -> Pretence | None:
    """The reason why this page is no article, or None. `address` is where the answer came from in the end."""
    body = _length(text for kind, text in parts if kind in ("body", "heading"))
    marks = _Marks(root)
    if body < GATED and (marks.is_gated or (PAYWALL_MARKS.search(marks.names) and _says(parts, "paywall"))):
        return "paywall"
    if body >= SHORT:
        return None
    return _by_address(address) or _by_marks(marks, parts) or _by_words(marks, parts, body)


def _by_address(address: str) -> Pretence | None:
    try:
        at = urlsplit(address)
        host, path = (at.hostname or "").split("."), at.path.lower().split("/")
    except ValueError:
        return None
    if CONSENT_HOSTS.intersection(host[:1]) and len(host) > 2:
        return "consent"
    return "login" if LOGIN_PATHS.intersection(path) else None


def _by_marks(marks: "_Marks", parts: Parts) -> Pretence | None:
    if ROBOT_MARKS.search(marks.names) and (not marks.has_article or _says(parts, "robot-check")):
        return "robot-check"
    if marks.has_password and (LOGIN_WORDS.search(_visible(parts)) or not marks.has_article):
        return "login"
    return None


def _by_words(marks: "_Marks", parts: Parts, body: int) -> Pretence | None:
    """A short article may speak of such things: a headline decides, or marks, or a page that has next to no body."""
    heads = "\n".join([marks.title, *(text for kind, text in parts if kind in ("title", "heading"))])
    everything = _visible(parts)
    for reason, pattern in WORDS:
        if reason == "consent" and not (CONSENT_MARKS.search(marks.names) or body < SHORT // 3):
            continue
        is_head = reason in ("robot-check", "blocked", "not-found") and pattern.search(heads)
        if is_head or (not marks.has_article and pattern.search(everything)):
            return reason
    if body == 0 and (WORDS[-1][1].search(marks.without_script) or marks.has_empty_application):
        return "needs-script"
    return None


def _says(parts: Parts, reason: Pretence) -> bool:
    return bool(dict(WORDS)[reason].search(_visible(parts)))


def _visible(parts: Parts) -> str:
    return "\n".join(text for _, text in parts)[:20_000]


def _length(texts: Iterable[str]) -> int:
    joined = "".join(texts)
    return len(joined) + 2 * len(re.findall("[\u3400-\u9fff]", joined[: 2 * GATED]))


class _Marks:
    """What the markup says beside its words."""

    def __init__(self, root: etree._Element | None) -> None:
        self.title = ""
        self.without_script = ""
        self.has_password = self.has_article = self.is_gated = self.has_empty_application = False
        found: list[str] = []
        for number, node in enumerate(root.iter(etree.Element) if root is not None else ()):
            if number > MOST_ELEMENTS:
                break
            self._see(node, found)
        self.names = " ".join(found)

    def _see(self, node: etree._Element, found: list[str]) -> None:
        if node.tag == "title" and not self.title:
            self.title = (node.text or "")[:300]
        elif node.tag == "noscript":
            self.without_script += "".join(node.itertext())[:500] if len(self.without_script) < 2_000 else ""
        elif node.tag == "input" and node.get("type") == "password":
            self.has_password = True
        elif node.tag == "script":
            self._see_script(node)
        if node.attrib:
            found.extend((node.get(name) or "")[:200] for name in ("class", "id", "src", "action"))
            is_root = node.get("id") in ("root", "app", "__next", "__nuxt")
            self.has_empty_application |= is_root and not len(node) and not (node.text or "").strip()

    def _see_script(self, node: etree._Element) -> None:
        text = node.text or ""
        if "ld+json" not in (node.get("type") or "") or len(text) > 500_000:
            return
        self.has_article |= bool(re.search(r'"(?:\w*Article|BlogPosting)"', text))
        self.is_gated |= bool(re.search(r'"isAccessibleForFree"\s*:\s*(?:false|"false")', text, re.I))
