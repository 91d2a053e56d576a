"""The inbox's tests start real workers as the tests of the search for related quotes do."""

from tests.flagging.conftest import workers

__all__ = ["workers"]
