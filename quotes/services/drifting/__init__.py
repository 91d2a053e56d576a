"""Articles after they were saved: looked at again, compared with what was recorded, decided by editors."""
