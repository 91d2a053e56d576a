"""The mean of two trainings: real values are averaged, whatever steps each keeps its levels in."""

import numpy as np
import pytest

from quotes.matching.cross_encoder import WEIGHTS, quantised
from quotes.matching.training.mean import mean, write_mean


def stored(matrix, bias):
    levels, steps = quantised(np.array(matrix, dtype=np.float32))
    return {"6.in.w": levels, "6.in.s": steps, "6.in.b": np.array(bias, dtype=np.float32)}


def test_matrices_are_averaged_by_their_real_values():
    found = mean([stored([[1.0, -4.0], [0.5, 2.0]], [1.0, 3.0]), stored([[3.0, 4.0], [1.5, 2.0]], [3.0, 5.0])])
    assert found["6.in.w"].dtype == np.int8
    assert found["6.in.w"] * found["6.in.s"] == pytest.approx(np.array([[2.0, 0.0], [1.0, 2.0]]), abs=0.03)
    assert found["6.in.b"] == pytest.approx([2.0, 4.0])


def test_weights_of_another_network_are_refused():
    one = stored([[1.0]], [1.0])
    with pytest.raises(ValueError, match="different networks"):
        mean([one, {**one, "7.in.b": one["6.in.b"]}])


def test_the_mean_of_one_training_with_itself_is_that_training(tmp_path):
    write_mean([WEIGHTS, WEIGHTS], tmp_path / "mean.npz")
    with np.load(WEIGHTS) as ours, np.load(tmp_path / "mean.npz") as theirs:
        assert set(ours.files) == set(theirs.files)
        for name in ours.files:
            assert ours[name].dtype == theirs[name].dtype
            same = {"abs": 1} if ours[name].dtype == np.int8 else {"rel": 1e-2, "abs": 1e-6}
            assert theirs[name].astype(np.float32) == pytest.approx(ours[name].astype(np.float32), **same), name
