"""How the command line speaks: a Chinese sentence, its English beside it, and a bar on long work."""

import sys
import time
from types import TracebackType
from typing import Self


def tell(chinese: str, english: str = "", *, fault: bool = False) -> None:
    """Print one thing in both languages; faults go to the error stream."""
    stream = sys.stderr if fault else sys.stdout
    print("\n".join(line for line in (chinese, english) if line), file=stream, flush=True)


class Bar:
    """A progress bar: `bar(done, total)` as often as you like; drawn ten times a second at most.

    Where no person watches (no terminal) only the last line is printed.
    """

    WIDTH = 24

    def __init__(self, what: str) -> None:
        self.what, self.done, self.total = what, 0, 0
        self.began = time.monotonic()
        self.drawn = 0.0
        self.watched = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.watched:
            self._draw(end="\n")
        elif kind is None and self.done:
            print(f"{self.what} {self.done:,} ({self.seconds:.1f} s)", file=sys.stderr, flush=True)

    def __call__(self, done: int, total: int = 0, what: str = "") -> None:
        self.done, self.total = done, total or self.total
        self.what = what or self.what
        if self.watched and time.monotonic() - self.drawn > 0.1:
            self._draw()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def _draw(self, end: str = "") -> None:
        self.drawn = time.monotonic()
        rate = self.done / max(self.seconds, 0.001)
        share = min(self.done / self.total, 1) if self.total else 0
        full = round(share * self.WIDTH)
        bar = "█" * full + "·" * (self.WIDTH - full)
        of = f"/{self.total:,}" if self.total else ""
        line = f"\r{self.what} {bar} {self.done:,}{of} {rate:,.0f}/s {self.seconds:.0f} s\033[K"
        print(line, end=end, file=sys.stderr, flush=True)
