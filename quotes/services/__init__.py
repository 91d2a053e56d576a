"""The only writers of who said what. Each function is one act of a person or of the worker: keyword-only, atomic."""
