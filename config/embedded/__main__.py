"""`python -m config.embedded`: see the package's docstring."""

import importlib
import sys
from collections.abc import Callable

from config.embedded.errors import StackError

# Loaded by name: the supervisor stays in memory for days and shall not carry what only the others need.
COMMANDS = {
    "run": "config.embedded.supervisor:run",
    "test": "config.embedded.checks:run_all",
    "lint": "config.embedded.checks:run_lint",
    "types": "config.embedded.checks:run_types",
    "screenshots": "config.embedded.screenshots:run_screenshots",
    "format": "config.embedded.upkeep:run_format",
    "lock": "config.embedded.upkeep:run_lock",
    "test-servers": "config.embedded.test_servers:run_test_servers",
    "prepare": "config.embedded.prepare:run_prepare",
    "check-servers": "config.embedded.servers_check:run_check",
    "memory": "config.embedded.memory:run_memory",
}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"Usage: python -m config.embedded {{{'|'.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    module, _, function = COMMANDS[arguments[0]].partition(":")
    return reported(getattr(importlib.import_module(module), function))


def reported(command: Callable[[], int]) -> int:
    """The exit code of the command; what a person can mend is told without a traceback."""
    try:
        return command()
    except StackError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
