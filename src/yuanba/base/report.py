"""What an import or export tells the person who started it."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Counts of rows; `refused` holds (line in the file, sentence). A row is counted once."""

    rows: int = 0
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Rows per second."""
        return self.rows / self.seconds if self.seconds else 0.0

    def add(self, other: "Report") -> None:
        self.rows += other.rows
        self.made += other.made
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.refused += other.refused
