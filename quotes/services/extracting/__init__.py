"""From captures to proposals: which capture is next, what stands in it, and what of that is new."""
