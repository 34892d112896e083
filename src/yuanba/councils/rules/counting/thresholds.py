"""Parts of a whole as a law names them, compared in whole numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """`numerator`/`denominator` of a base; `strict` is 过半 (more than), else 以上 (at least).

    以上 takes the number itself in, 超过 and 过半数 do not (Civil Code art. 1259).
    """

    numerator: int
    denominator: int
    strict: bool

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator or self.denominator < 1:
            raise ValueError(f"{self.numerator}/{self.denominator} is no part of a whole")

    def reached(self, count: int, base: int) -> bool:
        """Is `count` of `base` enough? Of nobody nothing is reached."""
        if base <= 0:
            return False
        have, need = count * self.denominator, base * self.numerator
        return have > need if self.strict else have >= need

    def needed(self, base: int) -> int:
        """The least count that is enough: of 400 more than half is 201, of 100 two thirds 67."""
        need = base * self.numerator
        return need // self.denominator + 1 if self.strict else -(-need // self.denominator)
