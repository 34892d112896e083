"""What no list of common passwords can hold: long ones that are one short thing over and over."""

from typing import Any

from django.core.exceptions import ValidationError

from yuanba.base.text import _

FEWEST = 5  # different signs
RUNS = "01234567890 abcdefghijklmnopqrstuvwxyz qwertyuiop asdfghjkl zxcvbnm 1qaz2wsx3edc4rfv5tgb"
LONGEST_RUN = 6


class Monotonous:
    """Refuses abababababab, 111111aaaaaa, qwertyuiop12: length alone is no strength."""

    def validate(self, password: str, user: Any = None) -> None:
        small = password.lower()
        again = small in (small + small)[1:-1]
        runs = RUNS + " " + RUNS[::-1]
        covered = [i for i in range(len(small) - LONGEST_RUN + 1) if small[i : i + 6] in runs]
        if again or len(set(small)) < FEWEST or len(covered) > (len(small) - 5) // 2:
            raise ValidationError(self.get_help_text(), code="password_monotonous")

    def get_help_text(self) -> Any:
        return _("这个太好猜了，不要用重复的、连着的，用一句只有自己知道的话。")
