"""What `make test` runs: the quick checks first, the tests last, so that their summary ends the output."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from config.embedded.browser import find_or_install_browser
from config.embedded.folders import CHECKOUT

BIN = Path(sys.executable).parent
# The type checker and makemigrations load the settings but must not reach any server.
NO_SERVERS = {
    "DATABASE_URL": "postgres://nobody@%2Fnonexistent/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "only-for-checks",
}
LINT: dict[str, tuple[str, ...]] = {
    "ruff check": (str(BIN / "ruff"), "check", "."),
    "ruff format": (str(BIN / "ruff"), "format", "--check", "."),
    "djlint": (str(BIN / "djlint"), "templates", "--lint", "--quiet"),
    "import contracts": (str(BIN / "lint-imports"),),
    "migrations are complete": (
        *(sys.executable, "-W", "ignore::RuntimeWarning", "manage.py"),
        *("makemigrations", "--check", "--dry-run"),
    ),
}
TYPES: dict[str, tuple[str, ...]] = {"mypy": (str(BIN / "mypy"),)}
DEFAULT_PYTEST = "-n 2"


def run_lint() -> int:
    return _run_each(LINT)


def run_types() -> int:
    return _run_each(TYPES)


def run_all() -> int:
    """All checks, then all tests; stops at the first kind of failure."""
    browser = find_or_install_browser()
    code = run_lint() or run_types()
    if code:
        return code
    arguments = shlex.split(os.environ.get("PYTEST_ARGS", DEFAULT_PYTEST))
    return _run((str(BIN / "pytest"), *arguments), {"CHROMIUM": browser})


def _run_each(checks: dict[str, tuple[str, ...]]) -> int:
    """Every check is run, so that one look shows all there is to mend; 1 if any failed."""
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if _run(command, NO_SERVERS) != 0:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _run(command: tuple[str, ...], more: dict[str, str]) -> int:
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, **more, "PATH": path}
    return subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode
