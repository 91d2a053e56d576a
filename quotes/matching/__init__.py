"""Which earlier and later quotations belong to this one, how surely, and why.

Two ways to see the problem. A search engine asks "what is near?": a cosine of sentence vectors answers that, and it
answers .95 for a sentence and its negation. An editor asks "what is the relation?": said once and reported twice, said
again, taken back, turned round, or merely the same phrase about something else. Nearness finds candidates; named
features decide, and each of them can be shown to the editor with the words that it rests on.

The road of a wording: `normalise` (shadow text with an offset map) -> `tokens` and `passages` -> `encoders` (vectors)
and `minhash` (bands for the lexical index) -> `features` of a pair -> `scoring` (calibrated probabilities) ->
`relations` (typed and directed) -> `evidence` (reasons with places in both originals). `engine` is the door.

Everything here is pure: no database, no network, no clock. Offsets are code points, half open.
"""

import os

# Before numpy is imported: its matrix library reads these once. The matrices are small, so that threads only wait for
# each other, and a child forked from a threaded parent can hang.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
