"""What the person at the terminal asked for: from the environment, then from `.env` in the checkout."""

from collections.abc import Mapping
from dataclasses import dataclass

from dotenv import dotenv_values

from config.embedded.errors import OneAddressOnlyError
from config.embedded.folders import CHECKOUT, Folders, data_folder
from config.embedded.ports import DEFAULT_PORT, wanted_port

LISTEN_ON = "127.0.0.1"


@dataclass(frozen=True)
class Servers:
    """The addresses of a PostgreSQL and a Redis or Valkey."""

    database_url: str
    redis_url: str


@dataclass(frozen=True)
class Options:
    """`external` is None where the embedded servers are to be started; `given` is the whole environment."""

    port: int
    folders: Folders
    external: Servers | None
    given: Mapping[str, str]

    @property
    def site_url(self) -> str:
        return self.given.get("SITE_URL", "").rstrip("/") or f"http://localhost:{self.port}"


def options_from(environment: Mapping[str, str]) -> Options:
    """Read the options; the environment wins over `.env`."""
    written = {name: value for name, value in dotenv_values(CHECKOUT / ".env").items() if value}
    given = {**written, **environment}
    return Options(
        port=wanted_port(given.get("PORT") or str(DEFAULT_PORT)),
        folders=data_folder(given.get("DATA_DIR", "")),
        external=_external_servers(given.get("DATABASE_URL", ""), given.get("REDIS_URL", "")),
        given=given,
    )


def _external_servers(database_url: str, redis_url: str) -> Servers | None:
    if bool(database_url) != bool(redis_url):
        names = ("DATABASE_URL", "REDIS_URL")
        raise OneAddressOnlyError(*(names if database_url else reversed(names)))
    return Servers(database_url, redis_url) if database_url else None


STARTS_A_PROGRAM = ("ARCHIVE_ENDPOINT",)
"""Variables that decide which programs run."""


def environment_for(options: Options, servers: Servers) -> dict[str, str]:
    """The variables that the settings read; whatever was given by hand stays."""
    defaults = {
        "SITE_URL": options.site_url,
        "MAIL_URL": f"folder://{options.folders.mail}",
        "SECRET_KEY": options.given.get("SECRET_KEY") or options.folders.secret_key(),
    }
    ours = {
        "DATABASE_URL": servers.database_url,
        "REDIS_URL": servers.redis_url,
        "DATA_DIR": str(options.folders.data),
    }
    wished = {name: options.given[name] for name in (*defaults, *STARTS_A_PROGRAM) if options.given.get(name)}
    return defaults | wished | ours
