"""`python -m config.embedded`: see the package's docstring."""

import sys

from config.embedded.errors import StackError
from config.embedded.test_servers import run_test_servers

COMMANDS = {"test-servers": run_test_servers}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"Usage: python -m config.embedded {{{'|'.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]]()
    except StackError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
