"""`make` on a machine where something is missing: a sentence that says what to do, and no traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
BOOTSTRAP = "config/embedded/bootstrap.py"


@pytest.fixture
def fresh_checkout(tmp_path: Path) -> Path:
    """As much of a checkout as the bootstrap needs."""
    for name in ("Makefile", BOOTSTRAP, "requirements-bootstrap.lock", "requirements.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, tmp_path / name)
    return tmp_path


def make(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """As typed at a prompt: `make test` itself may have started this test, and says so in the environment."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ("make", f"PYTHON={sys.executable}", *arguments),
        cwd=checkout,
        env=surroundings | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_every_target_with_a_line(fresh_checkout: Path) -> None:
    listed = [line.split(maxsplit=2) for line in make(fresh_checkout).stdout.splitlines()]
    targets = {line[1]: line[2] for line in listed}
    phony = next(line for line in (CHECKOUT / "Makefile").read_text().splitlines() if line.startswith(".PHONY"))
    assert set(targets) == set(phony.split()[1:])
    assert all(targets.values())


def hiding(folder: Path, module: str) -> str:
    """A PYTHONPATH under which Python lacks a module, as Debian's does before python3.11-venv is installed."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n")
    return str(folder)


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_missing_venv_is_answered_with_debians_package(module: str, fresh_checkout: Path) -> None:
    done = make(fresh_checkout, "run", PYTHONPATH=hiding(fresh_checkout / "hidden", module))
    assert done.returncode != 0
    assert "apt-get install python3.11-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_python_is_refused(fresh_checkout: Path) -> None:
    folder = fresh_checkout / "other"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import sys\nsys.version_info = (3, 9, 2, 'final', 0)\n")
    done = make(fresh_checkout, "run", PYTHONPATH=str(folder))
    assert "Verbatim runs on Python 3.11; this is Python 3.9." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_wheel_is_said(fresh_checkout: Path) -> None:
    lock = fresh_checkout / "requirements-bootstrap.lock"
    empty = fresh_checkout / "index"
    empty.mkdir()
    lock.write_text("uv==0.0.0 --hash=sha256:" + "0" * 64 + "\n")
    done = make(fresh_checkout, "run", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(empty))
    assert done.returncode != 0
    assert "has no wheel for this platform" in done.stderr
    assert "Traceback" not in done.stderr
