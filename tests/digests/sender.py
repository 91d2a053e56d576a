"""One sender in a process of its own, so that it can be killed: `python -m tests.digests.sender`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main() -> None:
    django.setup()

    from digests.tasks import deliver

    deliver()


if __name__ == "__main__":
    main()
