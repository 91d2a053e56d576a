"""What `manage.py learn` can learn: one module each."""
