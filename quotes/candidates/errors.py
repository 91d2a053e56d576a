"""What goes wrong with an index of candidates that lives elsewhere."""


class CandidatesUnavailableError(Exception):
    """The engine that holds copies of the candidates cannot be asked; the message says why, and what to do."""
