"""`manage.py bench scale`: what finding candidates costs in a corpus of any size, beside its peers, in one run."""
