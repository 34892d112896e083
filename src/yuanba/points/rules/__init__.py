"""Household points: the rule book, the way of a claim, who steps aside, the fund, the shop."""
