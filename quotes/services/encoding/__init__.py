"""Which model makes the vectors, and how a newsroom changes it without a day without search.

`choosing` reads the settings; `endpoint` is the client of a server of embeddings; `indexes` knows which vectors serve;
`reencoding` makes those of another encoder in the background. Only the worker and commands import this.
"""
