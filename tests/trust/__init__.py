"""The promises of the house, each tried with the fault that would break it."""
