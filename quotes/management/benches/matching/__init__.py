"""`manage.py bench matching`: how well the engine finds and names related quotations, beside its peers, in one run."""
