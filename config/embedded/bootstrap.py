"""Makes the environment in `.venv`, then becomes what was asked for. Needs nothing but Python's own library.

The Makefile calls it as a file (`python3.11 config/embedded/bootstrap.py run`): nothing is installed yet.
Everything comes from hashed locks; a stamp in `.venv` remembers which lock is installed.
"""

import fcntl
import hashlib
import importlib.util
import os
import ssl
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_LOCK = CHECKOUT / "requirements.lock"
DEV_LOCK = CHECKOUT / "requirements-dev.lock"
UV_LOCK = CHECKOUT / "requirements-bootstrap.lock"
NEEDED = (3, 11)
# What only needs the packages that the running newsroom needs; everything else gets the developer's as well.
RUN_COMMANDS = ("run", "memory")
# How pip and uv speak of the two usual causes.
NETWORK_SIGNS = ("connection", "failed to fetch", "name resolution", "dns error", "timed out", "offline")
WHEEL_SIGNS = ("no wheels", "usable wheel", "no matching distribution", "compatible")


class SetupError(Exception):
    """Something is missing on this machine; the message says what to do."""


def main(arguments: list[str]) -> None:
    """Prepare the environment for `arguments` of `python -m config.embedded`, then run that in our place."""
    began = time.time()
    require_python()
    VENV.mkdir(exist_ok=True)
    with (VENV / ".setup-lock").open("w") as lock:
        # `make run` and `make test` may be called at the same time.
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_venv()
        install(RUN_LOCK if arguments[0] in RUN_COMMANDS else DEV_LOCK)
        make_checkout_importable()
        compile_catalogues()
    os.environ.setdefault("VERBATIM_BEGAN", str(began))
    os.chdir(CHECKOUT)
    if arguments != ["nothing"]:
        os.execv(PYTHON, [str(PYTHON), "-m", "config.embedded", *arguments])  # noqa: S606 - our own Python


def require_python() -> None:
    if sys.version_info[:2] != NEEDED:
        found = ".".join(str(part) for part in sys.version_info[:2])
        raise SetupError(
            f"Verbatim runs on Python 3.11; this is Python {found}.\n"
            "Install it (on Debian 12: apt-get install python3.11-venv) or name it: make run PYTHON=/path/to/it"
        )


def make_venv() -> None:
    """The virtual environment; one that lost its Python, for example by an upgrade, is made again."""
    if PYTHON.exists() and _succeeds(str(PYTHON), "-c", "import pip"):
        return
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise SetupError(
            "This Python cannot make virtual environments (its module venv or ensurepip is missing).\n"
            "On Debian and Ubuntu: apt-get install python3.11-venv"
        )
    say("Making the virtual environment ...")
    _run("The virtual environment", sys.executable, "-m", "venv", str(VENV))


def install(lock: Path) -> None:
    """Install what the lock lists, unless its stamp says that it is there."""
    stamp = VENV / f".installed-{lock.stem}"
    wanted = _digest(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing the packages of {lock.name} ...")
    uv = VENV / "bin" / "uv"
    strictly = ("--require-hashes", "--only-binary", ":all:", "-r")
    _run("uv", str(PYTHON), "-m", "pip", "install", "--quiet", *strictly, str(UV_LOCK))
    command = (str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), *_trusting())
    _run("The packages", *command, *strictly, str(lock))
    stamp.write_text(wanted)
    if lock == DEV_LOCK:  # it contains the other one
        (VENV / f".installed-{RUN_LOCK.stem}").write_text(_digest(RUN_LOCK))


def _trusting() -> tuple[str, ...]:
    """Trust whom this machine trusts, where it says whom: behind an office proxy uv's own list is of no use."""
    places = ssl.get_default_verify_paths()
    known = places.cafile or (places.capath and any(Path(places.capath).iterdir()))
    return ("--system-certs",) if known else ()


def make_checkout_importable() -> None:
    """The tests' plugin is imported before pytest knows the checkout."""
    for packages in VENV.glob("lib/python*/site-packages"):
        (packages / "verbatim-checkout.pth").write_text(f"{CHECKOUT}\n")


def compile_catalogues() -> None:
    """Translate .po files into what is read at run time, where they changed."""
    for catalogue in sorted(CHECKOUT.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            command = (
                str(VENV / "bin" / "pybabel"),
                "-q",
                "compile",
                "-i",
                str(catalogue),
                "-o",
                str(compiled),
            )
            _run(f"The catalogue {catalogue.relative_to(CHECKOUT)}", *command)


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + UV_LOCK.read_bytes() + sys.version.encode()).hexdigest()


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(what: str, *command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupError(f"{what} could not be made:\n{_end(done.stderr or done.stdout)}\n{_remedy(done.stderr)}")


def _end(output: str, lines: int = 15) -> str:
    return "\n".join(output.strip().splitlines()[-lines:])


def _remedy(output: str) -> str:
    """What to do, by the sentence of pip or uv."""
    text = " ".join(output.lower().split())
    if "hash" in text and "mismatch" in text:
        return "A package differs from the one that was locked. Do not go on: tell the maintainers."
    if any(sign in text for sign in NETWORK_SIGNS):
        return "Check the network, then run the same command again."
    if any(sign in text for sign in WHEEL_SIGNS):
        return (
            f"A package has no wheel for this platform ({sys.platform}, {os.uname().machine}). Verbatim runs "
            "on Linux with glibc 2.28 or later, on x86_64 and aarch64: use such a machine or container."
        )
    return "Check the network and the free disk space, then run the same command again."


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:] or ["nothing"])
    except SetupError as error:
        sys.exit(f"\n{error}")
