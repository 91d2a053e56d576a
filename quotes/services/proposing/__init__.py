"""From proposals to facts: what editors accept, correct or reject, and how they take it back."""
