"""What `manage.py bench` measures, one file each."""
