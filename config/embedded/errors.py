"""What can go wrong on somebody's machine, each with the sentence that says what to do about it."""

from pathlib import Path


class StackError(Exception):
    """A problem that the person at the terminal can mend; `str()` is the problem and then the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n{remedy}")


class PortTakenError(StackError):
    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is used by another program.",
            f"Choose another one, for example: make run PORT={port + 1}",
        )


class BadPortError(StackError):
    def __init__(self, value: str) -> None:
        super().__init__(
            f"PORT={value} is not a port.",
            "Give a number from 1024 to 65535, for example: make run PORT=8001",
        )


class SecondCopyError(StackError):
    def __init__(self, running: str) -> None:
        super().__init__(
            f"Verbatim already runs from this checkout{': ' + running if running else '.'}",
            "Use that one, or stop it first with Ctrl-C in its terminal. "
            "A second newsroom needs its own data folder and port: make run DATA_DIR=/some/folder PORT=8001",
        )


class OtherMajorError(StackError):
    def __init__(self, folder: Path, found: str, ours: str) -> None:
        super().__init__(
            f"The data in {folder} belongs to PostgreSQL {found}, but this version brings PostgreSQL {ours}.",
            "Nothing was changed. To keep the data, check out the version of Verbatim that brought "
            f"PostgreSQL {found}, start it, save the database with pg_dump, and load it here. "
            f"To start empty, move {folder} away and run again.",
        )


class FolderRefusedError(StackError):
    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"The folder {folder} cannot be used: {why}.",
            "Give it to the user that runs Verbatim (chown), or choose another: make run DATA_DIR=/a/folder",
        )


class NoUnprivilegedUserError(StackError):
    def __init__(self, tried: str) -> None:
        super().__init__(
            f"You are root, and PostgreSQL refuses to run as root ({tried}).",
            "Run Verbatim as a normal user, or put its data where another user may reach it: "
            "make run DATA_DIR=/var/lib/verbatim",
        )


class MissingServerError(StackError):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The {name} of this platform is not there ({why}).",
            "Install the environment again with `make clean` and `make run`. Where no wheel exists for your "
            "platform, use servers of your own: set DATABASE_URL and REDIS_URL (see .env.example).",
        )


class ServerFailedError(StackError):
    def __init__(self, name: str, log: Path, tail: str) -> None:
        super().__init__(
            f"{name} did not start. The end of its log says:\n{tail}",
            f"The whole log is {log}.",
        )


class OneAddressOnlyError(StackError):
    def __init__(self, given: str, missing: str) -> None:
        super().__init__(
            f"{given} is set, but {missing} is not.",
            "Set both to use servers of your own, or none of them to use the embedded ones.",
        )


class ServerRefusedError(StackError):
    """A server of the user's own that cannot carry Verbatim."""


class StepFailedError(StackError):
    def __init__(self, step: str, log: Path, tail: str) -> None:
        super().__init__(
            f"{step} failed. The end of its output says:\n{tail}",
            f"The whole output is in {log}. Your data is kept; mend the cause and run again.",
        )
