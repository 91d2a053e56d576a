"""The demo newsroom: real, dated, sourced quotations, carried by short articles of an outlet of our own.

The TOML files hold the data, `reading` reads them, `loading` writes them through the services, `logins` makes the three
users. The articles are ours; the outlets that reported the words stand in "how it reached us".
"""
