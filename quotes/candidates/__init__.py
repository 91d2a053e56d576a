"""What is worth comparing: wordings that are near in meaning or in words. The engine decides, not this room.

`backend` is the interface; `postgres` and `qdrant` are its two homes, held to one contract by tests/candidates.
PostgreSQL is the truth: another engine holds copies, which the outbox keeps in step, and what it finds is read from
PostgreSQL.
"""
