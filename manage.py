#!/usr/bin/env python
"""The project's command line: `.venv/bin/python manage.py help` lists what it can do."""

import os
import sys
from importlib.util import find_spec

# These read and write files only, so they run where no server was ever started and no secret was ever made.
WITHOUT_SERVERS = (["relate"], ["bench", "matching"])
NO_SERVERS = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1",
    "SECRET_KEY": "this command signs nothing",
}
NO_PACKAGES = (
    "This Python does not have Verbatim's packages. Run `make run` or `make test` once: they make .venv."
    " Then use it: .venv/bin/python manage.py …"
)
# What PostgreSQL calls the reasons for which it lets nobody in; without any code nobody answered.
NO_CONNECTION = ("08", "28", "3D", "53300", "57P")


def main() -> None:
    if find_spec("django") is None:
        sys.exit(NO_PACKAGES)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if needs_no_servers(sys.argv[1:]):
        for name, value in NO_SERVERS.items():
            os.environ.setdefault(name, value)
    execute(sys.argv)


def needs_no_servers(words: list[str]) -> bool:
    asks_how = words[:1] == ["help"] or not {"-h", "--help"}.isdisjoint(words)
    return asks_how or any(words[: len(some)] == some for some in WITHOUT_SERVERS)


def execute(arguments: list[str]) -> None:
    """Run a command. What a person can mend without reading code is one sentence; --traceback shows the rest too."""
    # Only now: without the packages there is nothing to import.
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as said above
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - as said above
    from django.db import OperationalError  # noqa: PLC0415 - as said above

    with_trace = "--traceback" in arguments
    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as error:
        if with_trace:
            raise
        sys.exit(str(error))
    except OperationalError as error:
        if with_trace or not is_no_connection(error):
            raise
        sys.exit(away(error))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)


def is_no_connection(error: Exception) -> bool:
    """Whether PostgreSQL did not answer or let nobody in, rather than failed at its work."""
    code = getattr(error.__cause__, "pgcode", None)
    return code is None or code.startswith(NO_CONNECTION)


def away(error: Exception) -> str:
    reason = next(iter(str(error).splitlines()), "it said nothing")
    return f"The database cannot be reached: {reason}. Start it with `make run`, or check DATABASE_URL in .env."


if __name__ == "__main__":
    main()
