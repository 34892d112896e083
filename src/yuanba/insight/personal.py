"""What is counted about the house is counted in sum."""

from yuanba.base.personal import nobody

nobody("insight.Filled", "act")
