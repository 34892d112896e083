"""The pages of the exchange."""
