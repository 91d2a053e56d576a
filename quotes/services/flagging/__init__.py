"""The search for related quotations, from the waiting job to the suggestions that editors see.

`jobs` claims, finishes, retries and parks; `texts` collects and stores what is compared; `candidates` asks PostgreSQL
what is near; `suggesting` lets the engine choose; `writing` keeps suggestions beside decisions; `working` is the road
through all of them. Only the worker imports the last four: the engine's libraries stay out of the web process.
"""
