"""PURE. One reader per language: who is reported to have said what in one sentence."""
