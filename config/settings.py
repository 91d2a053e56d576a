"""All settings, read from the environment; a missing variable stops with its remedy.

`make run` sets the variables for its processes and leaves them in DATA_DIR/stack.env while it runs, so that
`manage.py` by hand reaches the same servers. See .env.example for the whole list.
"""

import json
import re
import tomllib
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

import pghistory
from celery.schedules import schedule
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".verbatim")))
if not env.str("DATABASE_URL", ""):
    env.read_env(str(DATA_DIR / "stack.env"), recurse=False)
env.read_env(str(BASE_DIR / ".env"), recurse=False)


def required(name: str, remedy: str) -> str:
    """The variable's value; `ImproperlyConfigured` with what to do where it is missing."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """The variable's value, the first choice where it is missing; `ImproperlyConfigured` where it is none of them."""
    value = env.str(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to one of: {', '.join(choices)}.")
    return value


def key(name: str) -> str:
    """A key that goes into a header, without the line end that its file had; an error never repeats it."""
    value = env.str(name, "").strip()
    if not (value.isascii() and value.isprintable()):
        raise ImproperlyConfigured(f"{name} holds a character that no key has. Copy it again, on one line.")
    return value


def plain_line(name: str, default: str) -> str:
    """A value that goes into a header as it is."""
    value = env.str(name, "").strip() or default
    if not (value.isascii() and value.isprintable()):
        raise ImproperlyConfigured(f"{name} holds {value!r}. Write it on one line, without accents.")
    return value


def web_address(name: str) -> str:
    """An address of the web without user name and password, or nothing."""
    value = env.str(name, "").strip()
    # No host can hold an @, and what stands before one is a password.
    if value and not re.fullmatch(r"https?://[^/\s@\\]+(?:/[^\s\\]*)?", value):
        raise ImproperlyConfigured(f"{name} must begin with https:// or http:// and hold no user name. Correct it.")
    return value


def json_object(name: str) -> dict[str, object]:
    """The variable's JSON object; an error never repeats it, for keys may stand in it."""
    try:
        found = json.loads(env.str(name, "").strip() or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f'{name} is none. Write a JSON object, for example {{"location": "/srv"}}.')
    return found


def class_path(name: str, default: str) -> str:
    """The dotted path of a class whose package is installed; whether it can be used, `manage.py check` says."""
    value = env.str(name, "").strip() or default
    package, _, rest = value.partition(".")
    if not rest or not all(part.isidentifier() for part in value.split(".")):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write the path of a class, for example {default}.")
    if find_spec(package) is None:
        raise ImproperlyConfigured(
            f"{name} needs the package {package!r}, which is not installed. Install it in .venv."
        )
    return value


def hosts_and_ports(name: str) -> frozenset[tuple[str, int]]:
    """The variable's "host:port" entries; `ImproperlyConfigured` where one is of another form."""
    found: set[tuple[str, int]] = set()
    entries: list[str] = env.list(name, [])
    for entry in entries:
        host, _, port = entry.strip().rpartition(":")
        if not host or not port.isdecimal():
            raise ImproperlyConfigured(f"{name} has {entry!r}. Write host:port, several with commas between them.")
        found.add((host.strip("[]").lower(), int(port)))
    return frozenset(found)


START_EMBEDDED = "Start the embedded servers with `make run`, or set it to a server of your own (see .env.example)."
required("DATABASE_URL", START_EMBEDDED)
REDIS_URL = required("REDIS_URL", START_EMBEDDED)
SECRET_KEY = required(
    "SECRET_KEY",
    "Set it to 50 random characters, for example from "
    "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`; `make run` keeps one for you.",
)

DEBUG = env.bool("DEBUG", False)
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [SITE_URL])
SECURE_SITE = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "accounts",
    "sources",
    "quotes",
    "digests",
    "config.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_filters",
    "csp",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

LANGUAGE_CODE = "en"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
# Where the bytes of saved copies lie: a folder of ours, or any storage of Django's kind (docs/adr/0014).
OUR_FOLDER = "sources.vault.DurableFolder"
CAPTURES_STORAGE = class_path("CAPTURES_STORAGE", OUR_FOLDER)
CAPTURES_STORAGE_OPTIONS = json_object("CAPTURES_STORAGE_OPTIONS")
if CAPTURES_STORAGE == OUR_FOLDER:
    CAPTURES_STORAGE_OPTIONS = {"location": str(DATA_DIR / "captures"), **CAPTURES_STORAGE_OPTIONS}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "captures": {"BACKEND": CAPTURES_STORAGE, "OPTIONS": CAPTURES_STORAGE_OPTIONS},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
# Served from the applications' own folders: nothing has to be collected before the first page.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "media"

# History by triggers: who did it comes from the request; raw SQL has no request and leaves the database's role.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_BASE_MODEL = "accounts.history.HistoryEvent"

# A request may carry a pasted passage or a file, never more.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# A quote that appeared in a hundred articles has some fifty fields for each of them in its form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CAPTURE_MAX_BYTES = env.int("CAPTURE_MAX_BYTES", 10 * 1024 * 1024)

# How pages and feeds are fetched (docs/adr/0013). An outlet sees who asks, and where to complain: an address or a mail
# address of the newsroom.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
FETCH_CONTACT = plain_line("FETCH_CONTACT", "")
WHO_ASKS = "; ".join(filter(None, (SITE_URL, FETCH_CONTACT)))
FETCH_USER_AGENT = plain_line("FETCH_USER_AGENT", f"Verbatim/{VERSION} (+{WHO_ASKS})")
# For everything together: looking up the name, connecting, redirects, the last byte.
FETCH_SECONDS = env.float("FETCH_SECONDS", 30.0)
# Of one page, packed or unpacked.
FETCH_MAX_BYTES = env.int("FETCH_MAX_BYTES", CAPTURE_MAX_BYTES)
FETCH_MAX_REDIRECTS = env.int("FETCH_MAX_REDIRECTS", 5)
# Others are not opened: no outlet publishes on the port of a database.
FETCH_PORTS = env.list("FETCH_PORTS", [80, 443, 8080, 8443], subcast=int)
# Between two visits of one host, whoever asks; robots.txt may ask for more.
FETCH_DELAY_SECONDS = env.float("FETCH_DELAY_SECONDS", 2.0)
# Hosts inside the network that may be fetched from all the same, as host:port, for example the newsroom's own archive.
FETCH_TRUSTED_HOSTS = hosts_and_ports("FETCH_TRUSTED_HOSTS")

# A public web archive that saves the articles on which published quotations rest, for example
# https://web.archive.org/save/ (the article's address goes to its end, or percent-encoded in place of {address});
# empty: none does. Saving takes an archive a minute and more.
ARCHIVE_ENDPOINT = web_address("ARCHIVE_ENDPOINT")
ARCHIVE_SECONDS = env.float("ARCHIVE_SECONDS", 120.0)

SESSION_COOKIE_SECURE = SECURE_SITE
CSRF_COOKIE_SECURE = SECURE_SITE
SECURE_SSL_REDIRECT = SECURE_SITE and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SITE else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Web requests never publish to the broker (law 3): only beat and the worker use it.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "visibility_timeout": 3600,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
# Other people's slow servers keep nobody waiting but those who wait for them: their own queue, their own process.
CELERY_TASK_ROUTES = {"sources.archive": {"queue": "archiving"}, "sources.*": {"queue": "fetching"}}
# How long a worker may hold a match job or a capture; one whose worker died is taken up again after it.
MATCH_LEASE_SECONDS = env.int("MATCH_LEASE_SECONDS", 60)
# How long a worker may hold one visit of a page: waiting for its turn, fetching, reading, writing.
CAPTURE_LEASE_SECONDS = env.int("CAPTURE_LEASE_SECONDS", 180)
# So many of the newest entries are saved when a feed is looked at for the first time.
FEED_FIRST_ENTRIES = env.int("FEED_FIRST_ENTRIES", 20)
# A suggested quote that nobody decided in so many days waits no more; it can be brought back.
SUGGESTED_QUOTES_EXPIRE_AFTER_DAYS = env.int("SUGGESTED_QUOTES_EXPIRE_AFTER_DAYS", 30)
# Beat only says "look now"; a wake-up that was not read before the next one expires, so they never pile up.
CELERY_BEAT_SCHEDULE = {
    "fetch-pages": {
        "task": "sources.capture",
        "schedule": schedule(timedelta(seconds=2)),
        "options": {"expires": 2},
    },
    "look-at-feeds": {
        "task": "sources.feeds",
        "schedule": schedule(timedelta(seconds=15)),
        "options": {"expires": 15},
    },
    "forget-erased-copies": {
        "task": "sources.forget_erased",
        "schedule": schedule(timedelta(minutes=10)),
        "options": {"expires": 600},
    },
    "sweep-match-jobs": {
        "task": "quotes.sweep",
        "schedule": schedule(timedelta(seconds=1)),
        "options": {"expires": 1},
    },
    "read-captures": {
        "task": "quotes.extract",
        "schedule": schedule(timedelta(seconds=2)),
        "options": {"expires": 2},
    },
    "look-for-lessons-of-the-inbox": {
        "task": "quotes.learn_extraction",
        "schedule": schedule(timedelta(minutes=10)),
        "options": {"expires": 600},
    },
    "watch-articles": {
        "task": "quotes.drift",
        "schedule": schedule(timedelta(seconds=30)),
        "options": {"expires": 30},
    },
    "look-for-lessons": {
        "task": "quotes.learn",
        "schedule": schedule(timedelta(minutes=10)),
        "options": {"expires": 600},
    },
    "sweep-deliveries": {
        "task": "digests.sweep",
        "schedule": schedule(timedelta(seconds=5)),
        "options": {"expires": 5},
    },
}

# Only where somebody listens: wake-ups that nobody reads would pile up in the broker.
if ARCHIVE_ENDPOINT:
    CELERY_BEAT_SCHEDULE["ask-the-web-archive"] = {
        "task": "sources.archive",
        "schedule": schedule(timedelta(seconds=60)),
        "options": {"expires": 60},
    }

# Where candidates are searched. PostgreSQL needs nothing more; another engine holds copies (docs/scale.md).
CANDIDATE_BACKEND = one_of("CANDIDATE_BACKEND", ("postgres", "qdrant"))
QDRANT_URL = env.str("QDRANT_URL", "")
QDRANT_PATH = env.str("QDRANT_PATH", "")
QDRANT_API_KEY = key("QDRANT_API_KEY")
QDRANT_COLLECTION = env.str("QDRANT_COLLECTION", "verbatim")
if CANDIDATE_BACKEND == "qdrant" and bool(QDRANT_URL) == bool(QDRANT_PATH):
    raise ImproperlyConfigured(
        "CANDIDATE_BACKEND=qdrant needs one of QDRANT_URL (a server, for example http://localhost:6333) and"
        " QDRANT_PATH (a folder, for trying it out in one process)."
    )

# Memory for building a search index over vectors (PostgreSQL's maintenance_work_mem, for example 4GB); empty: its own.
VECTOR_INDEX_MEMORY = env.str("VECTOR_INDEX_MEMORY", "")

# Which model makes the vectors: the bundled one, or a server that speaks OpenAI's embeddings interface. A changed
# model is taken into use by the worker in the background, see `manage.py encoders status`.
ENCODER = one_of("ENCODER", ("use", "openai"))
EMBEDDINGS_URL = EMBEDDINGS_MODEL = ""
EMBEDDINGS_DIMENSION = 0
EMBEDDINGS_KEY = key("EMBEDDINGS_KEY")
EMBEDDINGS_TIMEOUT = env.float("EMBEDDINGS_TIMEOUT", 15.0)
if ENCODER == "openai":
    EMBEDDINGS_URL = required("EMBEDDINGS_URL", "ENCODER=openai needs it, for example http://gpu.example:8080/v1.")
    EMBEDDINGS_MODEL = required("EMBEDDINGS_MODEL", "ENCODER=openai needs the name of the model to ask for.")
    EMBEDDINGS_DIMENSION = env.int("EMBEDDINGS_DIMENSION", 0)
    if not 1 <= EMBEDDINGS_DIMENSION <= 4000:
        raise ImproperlyConfigured("EMBEDDINGS_DIMENSION is the length of the model's vectors, from 1 to 4000. Set it.")
    if not EMBEDDINGS_URL.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            "EMBEDDINGS_URL begins with http:// or https://, for example http://localhost:8080/v1."
        )

# Plug-ins that may add suggested quotes, as dotted paths, and the seconds that all of them have for an article.
EXTRACTION_PLUGINS: list[str] = env.list("EXTRACTION_PLUGINS", [])
EXTRACTION_PLUGIN_SECONDS = env.float("EXTRACTION_PLUGIN_SECONDS", 25.0)
if EXTRACTION_PLUGINS and not 0 < EXTRACTION_PLUGIN_SECONDS <= MATCH_LEASE_SECONDS / 2:
    raise ImproperlyConfigured(
        f"EXTRACTION_PLUGIN_SECONDS is {EXTRACTION_PLUGIN_SECONDS:g}. Set it to more than 0 and at most half of"
        f" MATCH_LEASE_SECONDS, which is {MATCH_LEASE_SECONDS}."
    )
EXTRACTION_CHAT_URL = EXTRACTION_CHAT_MODEL = ""
EXTRACTION_CHAT_KEY = key("EXTRACTION_CHAT_KEY")
EXTRACTION_CHAT_TIMEOUT = env.float("EXTRACTION_CHAT_TIMEOUT", 20.0)
if "quotes.services.extracting.chat.chat_plugin" in EXTRACTION_PLUGINS:
    EXTRACTION_CHAT_URL = required(
        "EXTRACTION_CHAT_URL", "The chat plug-in needs it, for example http://gpu.example:8080/v1."
    )
    EXTRACTION_CHAT_MODEL = required("EXTRACTION_CHAT_MODEL", "The chat plug-in needs the name of the model to ask.")
    if not EXTRACTION_CHAT_URL.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            "EXTRACTION_CHAT_URL begins with http:// or https://, for example http://localhost:8080/v1."
        )

# "smtp://user:password@host:port", "smtps://…", "smtp+tls://…", or "folder:///path": each mail becomes a file there.
MAIL_URL = env.str("MAIL_URL", f"folder://{DATA_DIR / 'mail'}")
MAIL_FROM = env.str("MAIL_FROM", "Verbatim <digest@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
