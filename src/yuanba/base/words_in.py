"""Words from outside: what people type, paste or dictate, made safe and otherwise left as it came.

Two things leave here. What is kept: `clean`, with nothing invisible in it. What is compared and
searched: `match_form`, in which full-width digits, traditional characters and pinyin in brackets
make no difference. The second is never shown in place of the first.
"""

import re
import unicodedata
from datetime import date
from typing import Any, NoReturn

from yuanba.base.errors import Refused
from yuanba.base.scripts import SIMPLIFIED
from yuanba.base.text import _

SAY_WHAT = _("请用几个字说说发生了什么。")

_NEW_LINES = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Letters to Unicode, nothing to the eye: they would let an empty report look written.
_BLANK_LETTERS = re.compile("[\u115f\u1160\u3164\uffa0\u2800]")
# Stacked accents that climb over the neighbouring lines; nobody needs five.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")


def clean(
    text: str, *, most: int = 2000, least: int = 1, field: str = "text", ask: Any = SAY_WHAT
) -> str:
    """The text as it may be kept: NFC, no control, zero-width or direction characters.

    Refused beside `field` when nothing is said ("words_missing": empty, only signs or pictures, one
    character over and over), too little ("words_short") or too much ("words_long"). With `least=0`
    the field may stay empty. `ask` is the sentence for "nothing is said". Full-width signs stay.
    """
    # Told before looking closely: normalising a flood of accents would be slow.
    if len(text) > 10 * most:
        _not_too_long(text, most, field)
    seen = visible(text)
    _not_too_long(seen, most, field)
    kept = unicodedata.normalize("NFC", _MARKS.sub(r"\1", seen)).strip()
    _not_too_long(kept, most, field)
    if not kept and least == 0:
        return ""
    if not says_something(kept):
        raise Refused("words_missing", ask, field=field)
    if len(kept) < least:
        message = _("写得太短，请至少写%(least)s个字。") % {"least": least}
        raise Refused("words_short", message, field=field)
    return kept


def _not_too_long(text: str, most: int, field: str) -> None:
    if len(text) > most:
        words = {"most": most, "over": len(text) - most}
        message = _("最多写%(most)s个字，现在多了%(over)s个字，请删短一些。") % words
        raise Refused("words_long", message, field=field)


def visible(text: str) -> str:
    """The text without what nobody can see; line ends as one sign, tabs as blanks."""
    if text.isprintable() and not _BLANK_LETTERS.search(text):
        return text.strip()
    text = _NEW_LINES.sub("\n", text).replace("\t", " ")
    return "".join(sign for sign in text if sign == "\n" or not _invisible(sign)).strip()


def _invisible(sign: str) -> bool:
    # Cc control; Cf zero-width, direction, soft hyphen, tags; Cs half a character. Private-use
    # characters stay: rare family names live there.
    if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or _BLANK_LETTERS.match(sign):
        return True
    return ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF


def says_something(text: str) -> bool:
    """Does the text hold words: letters or digits, and not one character over and over?"""
    first, n = "", 0
    for sign in text:
        if sign != first and (unicodedata.category(sign)[0] in "LN" or _private(sign)):
            if first:
                return True
            first = sign
        n += sign == first
    return 0 < n < 3


def _private(sign: str) -> bool:
    return unicodedata.category(sign) == "Co"


# ---- for comparing and searching, never for showing


# 罗（luo）, 重庆(Chóngqìng): letters with or without tones; 〔2018〕 and (B1) stay.
_PINYIN = re.compile(
    r"[(\[{【〔〖「]\s*[a-zāáǎàōóǒòēéěèīíǐìūúǔùüǖǘǚǜêńňǹḿ'’ ]{2,40}\s*[)\]}】〕〗」]"
)


def match_form(text: str) -> str:
    """The text as it is compared and searched: NFKC, lower case, simplified, no bracketed pinyin.

    Traditional characters are turned one by one by a table of the common ones (`base.scripts`);
    words that differ, such as 計程車, stay. Blanks and line ends become one blank.
    """
    plain = unicodedata.normalize("NFKC", _MARKS.sub(r"\1", visible(text))).lower()
    plain = unicodedata.normalize("NFC", _PINYIN.sub("", plain)).translate(SIMPLIFIED)
    return " ".join(plain.split())


# ---- telephone numbers


_BETWEEN = re.compile(r"[\s\-()‐-―−·.]+")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?(1[3-9]\d{9})", re.ASCII)
# 010 and 02x have two or three digits and eight-digit numbers; all others four and seven or eight.
_LANDLINE = re.compile(r"0(?:10|2\d)\d{8}|0[3-9]\d{2}\d{7,8}", re.ASCII)


def phone(text: str, *, field: str = "phone") -> str:
    """The number as digits alone: 11 of a mobile, or a landline with its area code.

    Takes full-width digits, blanks, dashes, brackets and +86; anything else is Refused beside
    `field` ("phone_wrong"). An empty field is for the caller to allow.
    """
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", visible(text[:100])))
    if found := _MOBILE.fullmatch(digits):
        return found[1]
    home = re.sub(r"^(?:\+86|0086)0?", "0", digits)
    if _LANDLINE.fullmatch(home):
        return home
    raise Refused(
        "phone_wrong",
        _("电话号码不对：手机是11位数字，例如13800001234；座机请加区号，例如023-62800000。"),
        field=field,
    )


def mask_phone(number: str) -> str:
    """138****1234: enough to recognise one's own number, not enough to call."""
    if len(number) < 8:
        return "****"
    return f"{number[:3]}****{number[-4:]}"


_DOUBLE_NAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
        "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
        "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生公户公玉公仪梁丘公仲"
        "公上公门公山公坚左丘公伯西门公祖第五公乘贯丘公皙南荣东里东宫仲长子书子桑即墨达奚"
        "褚师歐陽司馬東方諸葛",
    )
)


def mask_name(name: str, *, title: str = "") -> str:
    """罗女士 with a title, 罗** without: the family name, and not how many characters follow."""
    name = name.strip()
    if not name:
        return ""
    family = name[:2] if name[:2] in _DOUBLE_NAMES and len(name) > 2 else name[:1]
    return f"{family}{title or '**'}"


# ---- days


_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_DAY_TIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def day(text: str, *, founded: date, today: date, field: str = "day") -> date:
    """A day that can have been: 2026-11-20, 2026/11/20, 2026年11月20日, full-width digits too.

    Refused beside `field` when it cannot be read ("day_unread"), lies before the founding
    ("day_before_founding") or in the future ("day_in_future"). Days of Asia/Shanghai.
    """
    plain = unicodedata.normalize("NFKC", visible(text[:100]))
    found = _DAY.fullmatch(plain) or _DAY_TIGHT.fullmatch(plain)
    if found is None:
        _unread(field)
    try:
        told = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        _unread(field)
    return day_in_range(told, founded=founded, today=today, field=field)


def _unread(field: str) -> NoReturn:
    raise Refused("day_unread", _("看不懂这个日期，请按2026-11-20这样填写。"), field=field)


def day_in_range(told: date, *, founded: date, today: date, field: str = "day") -> date:
    """The same day, if it lies between the founding and today; else Refused as in `day`."""
    if told < founded:
        words = {"founded": founded.isoformat()}
        message = _("日期太早了，请填写%(founded)s以后的日期。") % words
        raise Refused("day_before_founding", message, field=field)
    if told > today:
        raise Refused("day_in_future", _("这一天还没有到，请填写今天或以前的日期。"), field=field)
    return told
