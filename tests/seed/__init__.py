"""Tests on the real input beside the checkout (../shared/seed). It is not copied into the repository."""
