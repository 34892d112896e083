"""What the clock starts for patrols."""

from datetime import datetime

from yuanba.patrols import pieces


def sweep_pieces(*, now: datetime) -> None:
    """没传完的: files of which no piece came for three days are taken away."""
    for path in pieces.old(now):
        path.unlink(missing_ok=True)
