"""What of a told text is compared: pairs of signs, the places it names, the area it lies in.

No dictionary: pairs find any word (stack.md 8), rare pairs are mostly names, and what often stands
in texts counts little by itself.
"""

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from yuanba.triage.rules import normal

TITLE = 5  # a word of the title counts as often as five in the text
BEGINNING = 300  # signs of a text that are compared: what follows is mostly complaint about replies
LONGEST_TERM = 24

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_CHAIN = re.compile(f"[{_HAN}a-z0-9]+")
_SIGN = re.compile(f"[{_HAN}]|[a-z0-9]+")
_SPACE = re.compile(r"[\W_]+")

# A2区, k3县: public texts carry codes for names. Names of counties stand in the place column of ours.
_AREA = re.compile(r"[a-z]\d{1,2}(?:市|区|县)")
_CODE = re.compile(r"[a-z]\d{0,2}(?:市|区|县)")
# Where a name of a place begins: after one of these.
_BEFORE = (
    "位于|地处|座落在|坐落在|我是|我们|本人|家住|住在|居住|关于|反映|反应|投诉|举报|咨询|请问|请求|恳请|请|"
    "建议|希望|解决|处理|附近|旁边|门口|周边|对面|旁|以及|再次|强烈|要求|严重|坚决|反对|一名|一个|居民|业主|"
    "谢谢|麻烦|想问|一下|晚上|昨天|今天|昨晚|老人|孩子|过马路|十字|岔路|村民|公民|政府|领导|书记|尊敬|您好|你好|的|和|与|及|在|到|至|从|向|对|给|是|把|被|让|有|里|内|为何|"
    "什么|怎么|为|将|因|由|于|之间|也|都|又|该|这|那|本|此|某|等|了|不|没|要|能|可|我|你|他"
)
_SPLIT = re.compile(f"{_BEFORE}|[^{_HAN}a-z0-9]+")
# How it ends: the long endings first, so that 国际社区 is not taken for 社区.
_KINDS = (
    "国际社区|国际城|安置小区|小区|社区|新城|花园|家园|公寓|广场|大厦|街道|大道|学校|小学|中学|幼儿园|学院|"
    "大学|医院|公园|市场|工业园|产业园|新村|公司|集团|驾校|卫生院|敬老院|[苑府园城村镇乡路街巷桥湾郡庭邸]"
)
_ENDING = re.compile(f"({_KINDS})")
_SHORTEST, _LONGEST = 2, 8
# Words that only look like names.
_NO_NAMES = frozenset(
    re.findall(
        "[^ ]+",
        "居民 老旧 住宅 商业 高档 农村 城市 高速公 主干 交通 每个 校区 工业 地铁 公交 物业 施工 开发 水泥 "
        "一条 两条 多个 部分 相关 步行",
    )
)


@dataclass(frozen=True)
class Said:
    """One told thing as it is compared. `near`: ids of where it was told, the closest first."""

    id: int
    title: str
    text: str
    near: tuple[int, ...] = ()
    category: int | None = None

    @cached_property
    def head(self) -> str:
        """The title as compared."""
        return compared(self.title)

    @cached_property
    def plain(self) -> str:
        """Title and beginning as compared."""
        return f"{self.head} {compared(self.text[:BEGINNING])}"

    @cached_property
    def counts(self) -> dict[str, float]:
        """Each term with its weight before rarity: 1 + ln(times)."""
        times: dict[str, int] = {}
        for term in pairs(self.head):
            times[term] = times.get(term, 0) + TITLE
        for term in pairs(self.plain[len(self.head) :]):
            times[term] = times.get(term, 0) + 1
        return {term: 1 + math.log(n) for term, n in times.items()}

    @cached_property
    def ordered(self) -> list[str]:
        """Its terms in the order in which they stand."""
        return pairs(self.plain)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(stem for stem, _whole in named(self.head))

    @cached_property
    def areas(self) -> frozenset[str]:
        """The districts it speaks of: of the title, else of the text."""
        return frozenset(_AREA.findall(self.head) or _AREA.findall(self.plain))

    @cached_property
    def digest(self) -> str:
        """The same for exact copies: the text without blanks and signs; the title if there is none."""
        said = _SPACE.sub("", compared(self.text)) or _SPACE.sub("", compared(self.title))
        return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


@lru_cache(maxsize=4096)
def compared(text: str) -> str:
    """As the sorting compares it (triage.rules.normal), codes of places kept: they tell districts
    apart. The same texts come up again and again as candidates, so the newest are kept at hand."""
    return normal.plain(text)


def pairs(plain: str) -> list[str]:
    """Neighbouring signs; a number or Latin word is one sign (58车, 线110kv)."""
    terms: list[str] = []
    for chain in _CHAIN.findall(plain):
        signs = _SIGN.findall(chain)
        terms += [(one + two)[:LONGEST_TERM] for one, two in pairwise(signs)]
    return terms


def named(text: str) -> list[tuple[str, str]]:
    """The places, streets and houses that a text in the form of comparing names, in their order:
    (without its ending, whole)."""
    found: list[tuple[str, str]] = []
    for part in _SPLIT.split(_CODE.sub(" ", text)):
        start = 0
        for ending in _ENDING.finditer(part):
            stem = part[start : ending.start()]
            if _SHORTEST <= len(stem) <= _LONGEST and stem not in _NO_NAMES:
                found.append((stem, part[start : ending.end()]))
            if len(stem) != 1:  # 城 of 长城公寓 ends nothing yet
                start = ending.end()
    return found


def stands_in(stem: str, plain: str) -> bool:
    """The name, or of a long name any two neighbouring signs: 万科魅力之城 is 魅力之城."""
    if stem in plain:
        return True
    return len(stem) > 2 and any(stem[i : i + 2] in plain for i in range(len(stem) - 1))


def rarity(terms: Mapping[str, int], total: int) -> dict[str, float]:
    """How much each term says: ln(all / those that have it), with a beginning of 300 texts, so that
    the first week's figures are not taken for the language."""
    return {term: math.log((total + 301) / (n + 0.5)) for term, n in terms.items()}
