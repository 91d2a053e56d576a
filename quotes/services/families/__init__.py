"""Phrase through time: what the machine takes for one phrase, and what confirmed links hold together.

`phrases` finds the place of a phrase in the saved copy; `membership` keeps the members of families in step with the
confirmed links; `proposing` writes what the worker takes for a family; `deciding` is one keystroke for a whole card.
"""
