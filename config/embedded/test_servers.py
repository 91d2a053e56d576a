"""Throw-away servers for one test run: fresh, fast, beside whatever else runs, and gone afterwards."""

import json
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from config.embedded import migrated
from config.embedded.accounts import account_for
from config.embedded.folders import Folders
from config.embedded.guard import guarded, stop_on_signals
from config.embedded.postgres import SUPERUSER, Postgres
from config.embedded.processes import Process, die_with_parent
from config.embedded.valkey import Valkey


def run_test_servers() -> int:
    """Start both servers, print their addresses as a line of JSON, serve until standard input closes."""
    die_with_parent(signal.SIGTERM)
    folders = Folders(Path(tempfile.mkdtemp(prefix="verbatim-test-")).resolve())
    folders.data.chmod(0o711)  # if root has to lend PostgreSQL another user, that user must be able to pass

    def tidy() -> None:
        folders.remove_traces()
        shutil.rmtree(folders.data, ignore_errors=True)

    return guarded(lambda: _serve(folders), tidy)


def _serve(folders: Folders) -> int:
    stop_on_signals()
    running: list[Process] = []
    try:
        folders.make()
        postgres, valkey = throw_away_servers(folders)
        migrated.provide(postgres)
        running.append(postgres.start())
        postgres.make_extensions("template1")
        postgres.make_database()
        running.append(valkey.start())
        addresses = {
            "DATABASE_URL": postgres.address(SUPERUSER),
            "REDIS_URL": valkey.address,
            "DATA_DIR": str(folders.data),
        }
        print(json.dumps(addresses), flush=True)
        sys.stdin.read()
    finally:
        for process in reversed(running):
            process.stop()
    return 0


def throw_away_servers(folders: Folders) -> tuple[Postgres, Valkey]:
    postgres = Postgres(
        data=folders.postgres,
        sockets=folders.sockets,
        log=folders.logs / "postgres.log",
        account=account_for(folders.postgres),
        durable=False,
    )
    return postgres, Valkey(data=folders.valkey, log=folders.logs / "valkey.log", durable=False)
