"""What is done before the newsroom opens, in one process: starting Python and Django thrice would take seconds."""

import django
from django.core.management import call_command

from config.embedded.servers_check import check_servers


def run_prepare() -> int:
    """Check the servers before anything is written there, migrate, and load the demo into an empty database."""
    check_servers()
    django.setup()
    call_command("migrate", interactive=False)
    call_command("demo", "--if-empty")
    return 0
