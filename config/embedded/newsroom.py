"""What a newsroom is, beside its servers: the steps before it opens, and the programs that then run."""

import shlex
import sys
from collections.abc import Mapping

from config.embedded.folders import Folders
from config.embedded.options import LISTEN_ON
from config.embedded.processes import Program

# Nothing listens on port 1. Web requests never publish to the broker (law 3): a request that tried to would fail at
# once here, not on the day on which the broker is away.
NO_BROKER = {"REDIS_URL": "redis://127.0.0.1:1/0"}
# More threads would not make one small machine faster, and a forked encoder with two has been seen to hang.
QUIET = {"OMP_NUM_THREADS": "1", "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}


def steps(folders: Folders, environment: Mapping[str, str]) -> list[Program]:
    """What is done, one after the other, before the newsroom opens."""
    prepare = (sys.executable, "-m", "config.embedded", "prepare")
    name = "Bringing the database up to date"
    return [Program(name, prepare, folders.logs / "start.log", {**QUIET, **environment})]


def programs(folders: Folders, environment: Mapping[str, str], port: int) -> list[Program]:
    """What then runs until it is stopped."""
    celery = "celery -A config"
    worker = f"{celery} worker --concurrency 1 --loglevel WARNING --without-gossip --without-mingle --without-heartbeat"
    schedule = shlex.quote(str(folders.data / "beat-schedule"))
    commands = {
        "web": f"granian --interface wsgi --host {LISTEN_ON} --port {port} --workers 1 --blocking-threads 4 --no-ws"
        " --respawn-failed-workers --workers-kill-timeout 5 config.embedded.web:application",
        # Prefork, so that a job which kills its process takes nothing else with it.
        "worker": worker,
        # One process with a thread for each host that it waits for; it loads no model.
        "fetcher": f"{worker} --queues fetching",
        "beat": f"{celery} beat --loglevel WARNING --schedule {schedule}",
    }
    if environment.get("ARCHIVE_ENDPOINT"):
        # An archive takes minutes to save a page; nobody else shall wait for it.
        commands["archiver"] = f"{worker} --queues archiving"
    surroundings = {**QUIET, **environment}
    own = {"web": NO_BROKER}
    return [
        Program(
            name,
            (sys.executable, "-m", *shlex.split(command)),
            folders.logs / f"{name}.log",
            {**surroundings, **own.get(name, {})},
        )
        for name, command in commands.items()
    ]


def how_to_log_in(folders: Folders) -> str:
    """The demo's users and passwords, if the demo was loaded here."""
    file = folders.data / "demo-logins.txt"
    return file.read_text().strip() if file.exists() else ""
