"""PURE. From a text with its blocks and language to proposed quotations, each with its place and its reason."""
