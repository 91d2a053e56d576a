"""The desk's forms about one quotation. They turn what was typed into a sheet; only services write."""
