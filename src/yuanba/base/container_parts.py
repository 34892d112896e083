"""How many parts a sound file may have: each costs a step in Python, whatever its size (trust.md T13)."""

MOST_PARTS = 50_000  # five minutes in frames of 20 ms are 15,000


class Parts:
    """The boxes, pages, elements or frames of one file, counted while they are walked."""

    def __init__(self) -> None:
        self.n = 0

    def one_more(self) -> None:
        """Raises ValueError beyond the most."""
        self.n += 1
        if self.n > MOST_PARTS:
            raise ValueError("too many parts")
