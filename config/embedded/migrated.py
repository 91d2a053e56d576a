"""A migrated PostgreSQL cluster, kept between test runs.

Django's migrations of this model cost many seconds of one core, and every worker of every run would pay
them. So template1 is migrated once and the stopped cluster is kept under the hash of all that shapes the
schema; test databases are copies of template1, in which Django then finds nothing left to migrate.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from config.embedded.folders import CHECKOUT
from config.embedded.postgres import SUPERUSER, Postgres

KEPT = CHECKOUT / ".pytest_cache" / "verbatim-clusters"
KEEP_AT_MOST = 3
SHAPING = ("*/migrations/*.py", "*/models.py", "*/models/**/*.py", "accounts/*.py", "requirements.lock")
NO_OTHER_SERVER = {"REDIS_URL": "redis://127.0.0.1:1/0", "SECRET_KEY": "only-for-migrating"}


def provide(postgres: Postgres) -> None:
    """Fill the data folder of a server that does not run: from a kept cluster, or by migrating a new one."""
    kept = KEPT / schema_digest()
    if kept.exists():
        shutil.copytree(kept, postgres.data)
        postgres.account.give(postgres.data)
        return
    postgres.make_cluster()
    if _migrate(postgres):
        _keep(postgres.data, kept)


def schema_digest() -> str:
    """The hash of every file that may change the schema."""
    digest = hashlib.sha256()
    for file in sorted(set(_shaping_files())):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def _shaping_files() -> Iterator[Path]:
    for pattern in SHAPING:
        yield from (file for file in CHECKOUT.glob(pattern) if not file.is_relative_to(CHECKOUT / ".venv"))


def _migrate(postgres: Postgres) -> bool:
    """Whether template1 could be migrated; if not, the tests themselves will show why, in full."""
    process = postgres.start()
    try:
        postgres.make_extensions("template1")
        environment = {**NO_OTHER_SERVER, "DATABASE_URL": postgres.address(SUPERUSER, "template1")}
        with postgres.log.open("ab") as log:
            done = subprocess.run(
                (sys.executable, "manage.py", "migrate", "--verbosity", "0"),
                cwd=CHECKOUT,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
                check=False,
            )
    finally:
        process.stop()
    return done.returncode == 0


def _keep(data: Path, kept: Path) -> None:
    """Keep a copy for the next runs, and only the newest few; a folder that cannot be written is no error."""
    fresh = kept.with_name(f"{kept.name}.{data.parent.name}")
    try:
        KEPT.mkdir(parents=True, exist_ok=True)
        shutil.copytree(data, fresh)
        fresh.rename(kept)  # fails where another run was first
        for old in sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEEP_AT_MOST]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
