"""The real supervisor, guard and servers, under light programs instead of the newsroom's: quick to start."""

import os
import sys
from collections.abc import Mapping

from config.embedded.__main__ import reported
from config.embedded.folders import Folders
from config.embedded.options import LISTEN_ON, options_from
from config.embedded.processes import Program
from config.embedded.supervisor import Supervisor, supervise

# One child of the child stays in its group, one leaves it: neither may survive.
WITH_FAMILY = ("sh", "-c", "sleep 900 & setsid sleep 900 & wait")


def programs(folders: Folders, environment: Mapping[str, str], port: int) -> list[Program]:
    web = (sys.executable, "-m", "http.server", str(port), "--bind", LISTEN_ON, "--directory", str(folders.mail))
    return [
        Program("web", web, folders.logs / "web.log", environment),
        Program("worker", WITH_FAMILY, folders.logs / "worker.log", environment, patience=2.0),
    ]


def steps(folders: Folders, environment: Mapping[str, str]) -> list[Program]:
    check = (sys.executable, "-m", "config.embedded", "check-servers")
    listed = [Program("Checking the servers", check, folders.logs / "start.log", environment)]
    if (folders.data / "please-fail").exists():
        failing = ("sh", "-c", "echo the reason; exit 3")
        listed.append(Program("A step that fails", failing, folders.logs / "start.log", environment))
    return listed


def main() -> int:
    return supervise(Supervisor(options_from(os.environ), make_steps=steps, make_programs=programs))


if __name__ == "__main__":
    sys.exit(reported(main))
