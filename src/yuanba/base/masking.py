"""What must not hang on the wall is taken out of a text: a table of patterns, nothing clever.

It errs on the side of taking out too much: a second person reads every row before it is published,
and what was cut wrongly he writes again. What it cannot know is a bare name without a word beside
it; those it is told by `known` (the person who told, as far as we know him).
"""

import re
import unicodedata
from collections.abc import Iterable

GONE = "…"
SOMEBODY = "某"

# The 150 commonest family names (about 97 people of 100), and the double ones.
FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严覃武戴莫孔向汤常温"
    "康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
)
DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒|宇文|端木"
TITLES = (
    "先生|女士|小姐|太太|同志|大爷|大娘|大妈|大伯|大叔|大哥|大姐|大嫂|伯伯|伯母|爷爷|奶奶|婆婆|公公|外公|外婆|"
    "嬢嬢|孃孃|阿姨|叔叔|婶婶|师傅|老师|老人|老汉|老太|婆|嫂|书记|主任|队长|组长|站长|所长|局长|镇长|乡长|村长|"
    "支书|会计|文书|医生|护士|经理|老板|警官|法官|律师"
)
NAME = f"(?:{DOUBLE}|[{FAMILY}])"
CUES = (
    "我叫|我名叫|名叫|叫做|姓名是|姓名为|姓名|本人|联系人|当事人|反映人|投诉人|来电人|诉求人|户主|业主|患者|"
    "学生|丈夫|妻子|老公|老婆|儿子|女儿|父亲|母亲|邻居|村民|居民"
)
HAN = r"[㐀-䶿一-鿿]"
# Between two digits of a number people write blanks, dashes and dots; the eye reads one number.
GAP = r"[\s\-‐-―−~·.,，、_/()（）]{0,3}"
CHINESE_DIGIT = "[〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
PROVINCE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
COUNT = r"(?:\d+|[一二三四五六七八九十百]+|[A-Za-z甲乙丙丁东西南北])"

TABLE: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        # addresses in the net, and the names people have there
        (r"https?://\S+|www\.\S+", GONE),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", GONE),
        (r"(微信号?|QQ号?|抖音号?|账号|帐号|卡号)[是为：:\s]*[A-Za-z0-9_\-]{5,}", rf"\1{GONE}"),
        # telephones, identity and bank numbers: seven digits and more, however they are spaced
        (rf"(?:\+?\d{GAP}){{6,}}\d(?:{GAP}[\dXx])*", GONE),
        (rf"{CHINESE_DIGIT}{{7,}}", GONE),
        # plates: 渝A·12345, 渝AD12345
        (
            rf"[{PROVINCE}]\s?[A-HJ-NP-Z][\s·•.．-]?[A-HJ-NP-Z0-9]{{4,5}}[A-HJ-NP-Z0-9挂学警港澳]",
            GONE,
        ),
        # where somebody lives: 3栋2单元501室, 3-2-501, 12号, 门牌12
        (
            rf"{COUNT}\s*(?:栋|幢|座|号楼|单元)\s*(?:{COUNT}\s*(?:单元|层|楼)\s*)?\d{{2,4}}(?:室|号|房)?",
            GONE,
        ),
        (rf"{COUNT}\s*单元", GONE),
        (r"(?<![\d.])\d{1,4}\s*(?:室|号房|房间)", GONE),
        (r"(?<![\d.:：])\d{1,3}\s*-\s*\d{1,3}\s*-\s*\d{1,4}(?!\d)", GONE),
        (r"(?<!月)(?<![\d.])\d{1,5}\s*号(?!\s*[楼线院院坝桥灯井机车])(?:附\d+号)?", GONE),
        (r"(门牌|房号)[号是为：:\s]*[A-Za-z]?\d+", rf"\1{GONE}"),
        # names: said with a title, or after a word that announces one
        (rf"{NAME}{HAN}{{0,2}}?(?={TITLES})", SOMEBODY),
        (rf"(?<!{HAN})[老小]{NAME}(?!{HAN}{{0,1}}(?:区|镇|村|路|桥|街|坝))", SOMEBODY),
        (rf"({CUES})([是为叫：:\s]{{0,3}}){NAME}{HAN}{{1,2}}", rf"\1\2{GONE}"),
    )
]
# Somebody asks that it be kept who told: that is said to the office, not to the village. The whole clause goes.
ASKED_TO_KEEP = re.compile(
    r"[^。！？!?；;，,、\n]*(?:保密|匿名|(?:不要|不能|不想|不愿意?|别|莫|勿)[^。！？!?；;，,\n]{0,4}"
    r"(?:(?:说|讲|提|透露|公开|告诉|写)[^。！？!?；;，,\n]{0,6}(?:我|名字|姓名|身份|别人|人家|他们?|她们?|对方|村里|邻居)"
    r"|让[^。！？!?；;，,\n]{0,6}(?:知道|晓得))|怕[^。！？!?；;，,\n]{0,4}(?:报复|得罪|记恨))[^。！？!?；;，,、\n]*[。！？!?；;，,、]*"
)
INTRODUCED = re.compile(
    rf"(?:我叫|我名叫|我的?名字是?|姓名|联系人|(?:联系)?电话|手机号?码?|身份证号?码?)[是为：:\s]*{GONE}[，,。；;、\s]*"
)
# What nobody may write onto the wall by hand either.
NEVER = [pattern for pattern, _instead in TABLE[:6]]


def mask(text: str, *, known: Iterable[str] = ()) -> str:
    """The text as it may hang on a wall; line ends and runs of blanks become one blank.

    `known` are names and numbers that must not stand in it whatever the table says.
    """
    plain = _plain(text)
    for word in sorted({w.strip() for w in known if len(w.strip()) >= 2}, key=len, reverse=True):
        plain = plain.replace(word, GONE)
    plain = ASKED_TO_KEEP.sub("", plain)
    for pattern, instead in TABLE:
        plain = pattern.sub(instead, plain)
    return re.sub(rf"{GONE}(?:\s*{GONE})+", GONE, plain).strip()


def cuts(text: str, *, known: Iterable[str] = ()) -> bool:
    """Does masking take anything out of this text?"""
    return mask(text, known=known) != _plain(text)


def _plain(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return plain.replace(",", "，") if _chinese(plain) else plain


def tidy(masked: str) -> str:
    """A masked text without the introductions that now introduce nobody: 我叫…，电话…，"""
    return INTRODUCED.sub("", masked).strip("，,；;、 ")


def leaks(text: str) -> str:
    """The first telephone, number, plate or net address in a text, or nothing."""
    plain = unicodedata.normalize("NFKC", text)
    for pattern in NEVER:
        if found := pattern.search(plain):
            return found[0].strip()
    return ""


def _chinese(text: str) -> bool:
    return bool(re.search(HAN, text))
