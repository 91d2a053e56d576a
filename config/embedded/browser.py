"""The browser of the tests: the one that is found, or Debian's."""

import os
import shutil
import subprocess

from config.embedded.errors import StackError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoBrowserError(StackError):
    def __init__(self, why: str) -> None:
        super().__init__(
            f"The browser tests need Chromium or Chrome ({why}).",
            "Install it (on Debian: apt-get install chromium), or set CHROMIUM to the program's path.",
        )


def find_or_install_browser() -> str:
    """The path of Chromium or Chrome; root on Debian gets it installed, everybody else the remedy."""
    return find_browser() or _install()


def find_browser() -> str:
    """CHROMIUM, or the first known name on the path; empty if there is none."""
    given = os.environ.get("CHROMIUM", "")
    if given and not shutil.which(given):
        raise NoBrowserError(f"CHROMIUM={given} is not a program")
    return given or next((path for name in NAMES if (path := shutil.which(name))), "")


def _install() -> str:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoBrowserError("none was found, and only root on Debian or Ubuntu can have it installed from here")
    print("Installing Chromium for the browser tests ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-core"),
    )
    for command in commands:
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise NoBrowserError(f"`{' '.join(command)}` failed: {done.stderr.strip()[-300:]}")
    return find_browser() or _install_failed()


def _install_failed() -> str:
    raise NoBrowserError("it was installed but is not on the path")
