"""The command: see the package's own words."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quotes.matching import cross_encoder, scoring, vector_reading
from quotes.matching.encoders import UseEncoder
from quotes.matching.engine import Engine
from quotes.matching.scoring import load_scoring, untrained


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one step."""
    parser = argparse.ArgumentParser(
        prog="python -m quotes.matching.training", description="Train the matching engine."
    )
    parser.add_argument("step", choices=["graph", "cross-encoder", "mean", "vectors", "glance", "coefficients"])
    parser.add_argument("own", type=Path, help="folder of our own pairs and groups: tests/matching/pairs")
    parser.add_argument("data", type=Path, help="folder of public labelled sets")
    parser.add_argument("--workers", type=int, default=2, help="processes that train the cross-encoder")
    parser.add_argument("--epochs", type=float, default=3.0, help="how often the cross-encoder sees each pair")
    parser.add_argument("--warm", type=Path, help="go on from the weights of an earlier training: FILE.npz")
    parser.add_argument(
        "--of", type=Path, nargs="+", help="weights of trainings whose mean is wanted: FILE.npz FILE.npz"
    )
    options = parser.parse_args(arguments)
    if options.step == "mean" and not options.of:
        parser.error("Say whose mean: --of FILE.npz FILE.npz.")
    for folder in (options.own, options.data):
        if not folder.is_dir():
            parser.error(f"{folder} is no folder.")
    for line in _run(options):
        sys.stdout.write(line + "\n")
    return 0


def _run(options: argparse.Namespace) -> list[str]:
    """Each step imports only what it needs: PyTorch and onnx are no packages of the product."""
    if options.step == "graph":
        from quotes.matching.bundle import Bundle  # noqa: PLC0415 - as said above
        from quotes.matching.training.graph import build  # noqa: PLC0415 - as said above

        build(Bundle().sizes, cross_encoder.GRAPH)
        return [f"wrote {cross_encoder.GRAPH.name}"]
    if options.step == "cross-encoder":
        from quotes.matching.training.cross_encoder import Course, teach  # noqa: PLC0415 - as said above

        out = cross_encoder.WEIGHTS
        teach(Course(options.own, options.data, out, options.epochs, options.workers, options.warm))
        return [f"wrote {cross_encoder.WEIGHTS.name}"]
    if options.step == "mean":
        from quotes.matching.training.mean import write_mean  # noqa: PLC0415 - as said above
        from quotes.matching.training.report import write_report  # noqa: PLC0415 - as said above

        write_mean(options.of, cross_encoder.WEIGHTS)
        return write_report(cross_encoder.WEIGHTS, options.own, f"mean of {', '.join(one.name for one in options.of)}")
    # Neither step may depend on the coefficients that stand there from the last time.
    engine = Engine(UseEncoder(), untrained())

    if options.step == "vectors":
        from quotes.matching.training.data import own_pairs  # noqa: PLC0415 - as said above
        from quotes.matching.training.vectors import fit_vector_reading  # noqa: PLC0415 - as said above

        return [fit_vector_reading(own_pairs(options.own), engine, vector_reading.WEIGHTS)]
    if options.step == "glance":
        from quotes.matching.training.glance import trained  # noqa: PLC0415 - as said above

        return _written("glance", *trained(options.data, engine))
    from quotes.matching.training.coefficients import fitted, rows_of  # noqa: PLC0415 - as said above

    glance = load_scoring()
    return _written("close", *fitted(rows_of(options.own, options.data, engine), glance.whole, glance.phrase))


def _written(report: str, models: dict[str, Any], lines: list[str]) -> list[str]:
    """Put models into the coefficients file beside those of the other step, and write the report; return its lines."""
    stored = json.loads(scoring.COEFFICIENTS.read_text(encoding="utf-8")) if scoring.COEFFICIENTS.exists() else {}
    content = json.dumps({**stored, **models}, indent=2) + "\n"
    scoring.COEFFICIENTS.write_text(content, encoding="utf-8")
    scoring.COEFFICIENTS.with_suffix(f".{report}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
