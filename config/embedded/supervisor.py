"""`make run`: servers, steps, programs, in this order; watched until somebody stops them; ended backwards."""

import http.client
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from config.embedded import newsroom
from config.embedded.accounts import account_for
from config.embedded.errors import ServerFailedError, StepFailedError
from config.embedded.folders import Folders, write_private
from config.embedded.guard import guarded, stop_on_signals
from config.embedded.lock import RunningLock
from config.embedded.options import LISTEN_ON, Options, Servers, environment_for, options_from
from config.embedded.ports import require_free
from config.embedded.postgres import Postgres, forget_dead_owner
from config.embedded.processes import Process, Program, log_tail
from config.embedded.valkey import Valkey
from config.embedded.watching import Watched, stop_together, watched

FIRST_PAGE_SECONDS = 60.0
LOOK_EVERY = 0.5


@dataclass
class Supervisor:
    """The newsroom of one data folder; `make_steps` and `make_programs` say what runs on the servers."""

    options: Options
    make_steps: Callable[[Folders, Mapping[str, str]], list[Program]] = newsroom.steps
    make_programs: Callable[[Folders, Mapping[str, str], int], list[Program]] = newsroom.programs
    servers: list[Watched] = field(default_factory=list)
    programs: list[Watched] = field(default_factory=list)

    @property
    def folders(self) -> Folders:
        return self.options.folders

    def run(self) -> NoReturn:
        """Open the newsroom and keep it open until a stop signal; leave nothing running, whatever happens."""
        stop_on_signals()
        began = float(self.options.given.get("VERBATIM_BEGAN") or time.time())
        try:
            self._open()
            self._announce(time.time() - began)
            self._watch()
        finally:
            self._close()

    def _open(self) -> None:
        self.folders.put_logs_aside()
        addresses = self.options.external or self._start_servers()
        environment = environment_for(self.options, addresses)
        write_private(self.folders.addresses, "".join(f"{k}={v}\n" for k, v in environment.items()))
        for step in self.make_steps(self.folders, environment):
            _take(step)
        for program in self.make_programs(self.folders, environment, self.options.port):
            self.programs.append(watched(program))
            self.programs[-1].begin()
        self._wait_for_first_page()

    def _start_servers(self) -> Servers:
        say("Starting PostgreSQL and Valkey ...")
        folders = self.folders
        postgres = Postgres(
            data=folders.postgres,
            sockets=folders.sockets,
            log=folders.logs / "postgres.log",
            account=account_for(folders.postgres),
        )
        valkey = Valkey(data=folders.valkey, log=folders.logs / "valkey.log")
        postgres.make_cluster()
        forget_dead_owner(postgres.data)
        self._serve("PostgreSQL", postgres.start)
        postgres.make_database()
        self._serve("Valkey", valkey.start)
        return Servers(database_url=postgres.address(), redis_url=valkey.address)

    def _serve(self, name: str, start: Callable[[], Process]) -> None:
        server = Watched(name, start)
        self.servers.append(server)
        server.begin()

    def _wait_for_first_page(self) -> None:
        say("Opening the newsroom ...")
        deadline = time.monotonic() + FIRST_PAGE_SECONDS
        web = self.programs[0]
        while not answers(self.options.port):
            assert web.process is not None
            if not web.process.running or time.monotonic() > deadline:
                log = web.process.program.log
                raise ServerFailedError("The web server", log, log_tail(log))
            time.sleep(0.1)

    def _announce(self, seconds: float) -> None:
        site = self.options.site_url
        logins = newsroom.how_to_log_in(self.folders)
        say(f"\nVerbatim is ready after {seconds:.0f} s.\n\n  Site   {site}/\n  Desk   {site}/desk/\n")
        if logins:
            say("  Log in at the desk as\n" + "\n".join(f"    {line}" for line in logins.splitlines()) + "\n")
        say(f"  Mails  {self.folders.mail}\n  Logs   {self.folders.logs}\n")
        say("Ctrl-C stops everything; your data is kept.")

    def _watch(self) -> NoReturn:
        while True:
            time.sleep(LOOK_EVERY)
            for each in (*self.servers, *self.programs):
                each.look(time.monotonic(), say)

    def _close(self) -> None:
        """Readers first, then what they read from."""
        if self.servers or self.programs:
            say("\nStopping ...")
        stop_together(self.programs)
        stop_together(self.servers)
        self.folders.addresses.unlink(missing_ok=True)
        say("Stopped.")


def run() -> int:
    """The command `run`: refuse what cannot work, then let the supervisor do it under a guard."""
    return supervise(Supervisor(options_from(os.environ)))


def supervise(supervisor: Supervisor) -> int:
    options = supervisor.options
    options.folders.make()
    lock = RunningLock(options.folders.lock)
    lock.take(f"{options.site_url}/")
    require_free(options.port, LISTEN_ON)
    return guarded(supervisor.run, tidy=options.folders.remove_traces)


def _take(step: Program) -> None:
    """Run one step to its end; its output is in the log, and shown only if it fails."""
    say(f"{step.name} ...")
    process = Process(step)
    try:
        code = process.wait()
    finally:
        process.stop()
    if code != 0:
        raise StepFailedError(step.name, step.log, log_tail(step.log))


def answers(port: int) -> bool:
    """Whether the web server answers a request for the front page with anything but an error of its own."""
    line = http.client.HTTPConnection(LISTEN_ON, port, timeout=30)
    try:
        line.request("GET", "/", headers={"Host": "localhost"})
        return line.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def say(text: str) -> None:
    print(text, flush=True)
