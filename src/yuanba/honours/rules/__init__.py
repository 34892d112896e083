"""What may happen with honours: campaigns, and the naming list with its hard limits."""
