#!/usr/bin/env python
"""The project's command line: `python manage.py help` lists what it can do."""

import os
import sys

from django.core.management import execute_from_command_line

# These read and write files only, so they run where no server was ever started and no secret was ever made.
WITHOUT_SERVERS = (["relate"], ["bench", "matching"])
NO_SERVERS = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1",
    "SECRET_KEY": "this command signs nothing",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if any(sys.argv[1 : 1 + len(words)] == words for words in WITHOUT_SERVERS):
        for name, value in NO_SERVERS.items():
            os.environ.setdefault(name, value)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
