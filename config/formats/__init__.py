"""How dates are written, the same on every page: day, month in words, year; hours from 0 to 23; digits 0 to 9."""
