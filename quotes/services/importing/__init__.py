"""Quotations from another archive: read line by line, checked as on the desk, written in batches, each row once.

`rows` says what a line may hold and what is wrong with one; `reading` takes lines from JSONL and CSV files; `writing`
turns a batch of rows into quotations; `running` is the whole way, with progress and a report of what was refused.
"""
