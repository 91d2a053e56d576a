"""Sizes of memory as PostgreSQL reads them, checked before hours of work end in its refusal."""

import re
from argparse import ArgumentTypeError


def memory(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,5}(MB|GB)", value):
        raise ArgumentTypeError("give a size such as 512MB or 4GB")
    return value
