"""How a trial on held decisions is told, whatever was learnt."""

from collections.abc import Iterator

from quotes.matching.trials import Trial

TOO_FEW = "Too few decisions, or too few of a kind, to learn from and to compare: nothing changes."


def trial_lines(trial: Trial) -> Iterator[str]:
    low, middle, high = trial.gain
    yield f"Log loss on held decisions: {trial.loss_before:.4f} before, {trial.loss_after:.4f} after"
    yield f"  lower by {middle:.4f} ({low:.4f} to {high:.4f}), in {trial.surer:.0%} of the resamples"
    yield f"Average precision: {trial.precision_before:.4f} before, {trial.precision_after:.4f} after"


def verdict_line(trial: Trial, number: int | None) -> str:
    """`number` is that of the tuning which was written, None for a dry run."""
    verdict = "better" if trial.is_better else "not better"
    if number is None:
        return f"It would be {verdict}. Nothing was changed."
    use = "used from now on" if trial.is_better else "kept on record, not used"
    return f"Tuning #{number} is {verdict}: {use}."
