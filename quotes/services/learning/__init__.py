"""What editors' decisions teach the search: a calibration of its probabilities, and phrases it keeps to itself."""
