"""What editors' decisions teach the inbox: how probably a suggested quote is accepted."""
