"""How the engine's trained files are made:  python -m quotes.matching.training STEP PAIRS DATA

PAIRS holds our own pairs and groups (tests/matching/pairs), DATA the public labelled sets. Steps, in this order:

- `cross-encoder` teaches the transformer (needs PyTorch, which the product does not);
- `mean`, if wanted, takes the mean of several such trainings;
- `vectors` fits the linear reading of two sentence vectors;
- `glance` fits the models that judge at a glance, from the public sets alone;
- `coefficients` fits the models of the close reading, on pairs that the first two have not seen.

Four fifths of the groups teach the first two steps; of the last fifth two thirds fit the coefficients and one third is
only measured. A group holds all that was written around one statement. The sealed pairs are in no step.
"""
