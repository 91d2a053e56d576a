"""Where editors bring articles: addresses, a text, a file, or a post that they saw."""
