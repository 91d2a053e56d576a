"""The developer's other commands: format the code, make the locks of the dependencies again."""

import subprocess

from config.embedded.checks import BIN
from config.embedded.folders import CHECKOUT

# No addresses of registries and no comments in the locks: they differ from machine to machine.
COMPILE = (
    *(str(BIN / "uv"), "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate"),
)
LOCKS = (
    ("pyproject.toml", "-o", "requirements.lock"),
    # The developer's lock repeats the versions of the first, so that one environment serves both.
    ("pyproject.toml", "--group", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock"),
)


def run_format() -> int:
    commands = ((str(BIN / "ruff"), "check", "--fix", "."), (str(BIN / "ruff"), "format", "."))
    return max(subprocess.run(command, cwd=CHECKOUT, check=False).returncode for command in commands)


def run_lock() -> int:
    """Versions that the locks name are kept where pyproject.toml allows them."""
    for arguments in LOCKS:
        code = subprocess.run((*COMPILE, *arguments), cwd=CHECKOUT, check=False).returncode
        if code != 0:
            return code
    return 0
