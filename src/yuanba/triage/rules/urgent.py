"""Signs of urgency in a text: words that make a person call before he sorts (domain.md 12.2: G, H).

A sign is shown, never acted on: "昨天的火已经扑灭" holds 火 as well. Words that say it is over or not so
keep quiet only if they stand right before or after.
"""

import re
from enum import StrEnum


class Sign(StrEnum):
    FIRE = "fire"
    GAS = "gas"
    FALLING = "falling"
    WATER = "water"
    HURT = "hurt"
    LIFE = "life"
    VIOLENCE = "violence"


SIGNS: dict[Sign, re.Pattern[str]] = {
    Sign.FIRE: re.compile(r"着火|起火|失火|冒烟|烧起来|火灾(?!隐患)|山火"),
    Sign.GAS: re.compile(r"煤气味|燃气泄漏|天然气泄漏|漏气|煤气中毒|漏电|触电|电线掉"),
    Sign.FALLING: re.compile(
        r"要倒了|要塌|垮塌|坍塌|塌方|滑坡|墙皮掉|坠落|砸到|井盖没|没有井盖|井盖丢"
    ),
    Sign.WATER: re.compile(r"被困|淹水|进水了|山洪|决口|落水|溺水"),
    Sign.HURT: re.compile(r"受伤|摔伤|摔倒|摔了|昏倒|晕倒|流血|骨折|食物中毒"),
    Sign.LIFE: re.compile(r"自杀|轻生|想不开|不想活|跳楼|喝农药|断粮|没饭吃"),
    Sign.VIOLENCE: re.compile(r"家暴|打孩子|虐待|持刀|砍人|打死|拐卖|性侵|猥亵"),
}
_OVER = re.compile(r"已经?(?:扑灭|修好|救出|送医|处理)|演练|假如|如果")


def signs(said: str) -> list[tuple[Sign, int, int]]:
    """Each kind of sign once, with where it stands in the plain text."""
    found: list[tuple[Sign, int, int]] = []
    for sign, pattern in SIGNS.items():
        for m in pattern.finditer(said):
            if not _OVER.search(said, max(0, m.start() - 14), m.end() + 8):
                found.append((sign, m.start(), m.end()))
                break
    return found
