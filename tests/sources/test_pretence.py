"""A page that only claims to be the article is found out, and an article that speaks of such things is not."""

import pytest

from sources.formats import read
from tests.sources.test_page import LONG

STORY = "".join(f"<p>{LONG.format(number)}</p>" for number in range(15))


def pretence(html, **known):
    return read(html.encode(), media_type="text/html", **known).pretence


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<title>Just a moment...</title><div id=cf-chl-widget>Checking your browser</div>", "robot-check"),
        ("<div class=g-recaptcha></div><p>Confirm that you are a person.", "robot-check"),
        ("<h1>Sign in</h1><form><input name=u><input type=password>Sign in</form>", "login"),
        ("<h1>تسجيل الدخول</h1><form><input type=password>كلمة المرور</form>", "login"),
        ("<h1>Before you continue</h1><div id=onetrust-banner>Accept all cookies</div>", "consent"),
        ("<h1>404</h1><p>Sorry.", "not-found"),
        ("<title>Page not found - Gazette</title><p>Try the search.", "not-found"),
        ("<h1>الصفحة غير موجودة</h1><p>عذراً", "not-found"),
        ("<h1>Страница не найдена</h1><p>Увы", "not-found"),
        ("<h1>Page introuvable</h1><p>Désolé", "not-found"),
        ("<h1>Página no encontrada</h1><p>Lo sentimos", "not-found"),
        ("<h1>页面不存在</h1><p>抱歉", "not-found"),
        ("<h1>Access Denied</h1><p>You cannot see this.", "blocked"),
        ("<p>Please enable JavaScript to view this page.</p>", "needs-script"),
        (f"<h1>Bridge</h1><p>{LONG}</p><div class=paywall>Subscribe to continue reading</div>", "paywall"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
            f"<h1>Bridge</h1><p>{LONG}</p>",
            "paywall",
        ),
    ],
)
def test_pages_that_are_no_article(html, reason):
    assert pretence(html) == reason


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Bridge opens</h1>{STORY}",
        f"<h1>Why you see 404 and page not found</h1>{STORY}",
        f"<h1>Bridge opens</h1>{STORY}<form><input type=password>Sign in</form><div id=onetrust>Accept cookies</div>",
        f"<h1>Bridge opens</h1><p>{LONG}</p>",
        "<h1>الجسر يفتح</h1><p>قال وزير الطرق إن الجسر سيفتح قريباً.</p>",
    ],
)
def test_articles_are_articles(html):
    assert pretence(html) is None


def test_the_address_where_the_answer_came_from_tells_too():
    assert pretence("<p>Hello.", address="https://consent.gazette.example/x") == "consent"
    assert pretence("<p>Hello.", address="https://gazette.example/login?next=/a") == "login"
    assert pretence("<p>Hello.", address="https://gazette.example/story") is None
