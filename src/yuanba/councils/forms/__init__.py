"""What the pages of councils accept. Shape only. Here: a question on its way, a meeting, its roll, its ballots;
else by chapter."""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.acts import Line
from yuanba.councils.forms.after import Appraise as Appraise
from yuanba.councils.forms.after import AppraiseFor as AppraiseFor
from yuanba.councils.forms.common import AtPlace, Choices, Chooses, day, offer, people
from yuanba.councils.forms.custom import AskReview as AskReview
from yuanba.councils.forms.custom import CloseCeremony as CloseCeremony
from yuanba.councils.forms.custom import Figures as Figures
from yuanba.councils.forms.custom import PlanCeremony as PlanCeremony
from yuanba.councils.forms.custom import SetStandard as SetStandard
from yuanba.councils.forms.election import DecideObjection as DecideObjection
from yuanba.councils.forms.election import JudgeCandidate as JudgeCandidate
from yuanba.councils.forms.election import Nominate as Nominate
from yuanba.councils.forms.election import ObjectToRoll as ObjectToRoll
from yuanba.councils.forms.election import PostList as PostList
from yuanba.councils.forms.hall import HallCode as HallCode
from yuanba.councils.forms.hall import SlipCode as SlipCode
from yuanba.councils.forms.law import AddRule as AddRule
from yuanba.councils.forms.law import ConfirmRule as ConfirmRule
from yuanba.councils.forms.law import FoundBody as FoundBody
from yuanba.councils.forms.law import KeepFlow as KeepFlow
from yuanba.councils.forms.law import Rehearse as Rehearse
from yuanba.councils.forms.law import Seat as Seat
from yuanba.councils.forms.law import Unseat as Unseat
from yuanba.councils.forms.levy import DecideExemption as DecideExemption
from yuanba.councils.forms.levy import Exempt as Exempt
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import BallotKind, Ending, How, Measure
from yuanba.matters.forms.desk import Said
from yuanba.matters.forms.photos import Photos, kept


class Propose(AtPlace):
    problem_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    flow = forms.ChoiceField(label=_("走哪种程序"))
    title = Said(label=_("议什么"), most=60, rows=1, help_text=_("一句话，大家看得懂。"))
    text = Said(
        label=_("事情是怎样的，打算怎么办"),
        most=1000,
        rows=4,
        help_text=_("大家都看得到，别写谁家的私事。"),
    )
    cost = forms.DecimalField(
        label=_("大约要多少钱（元）"),
        min_value=Decimal(0),
        max_value=Decimal("9999999999"),
        decimal_places=2,
        required=False,
    )
    levy_yuan = forms.DecimalField(
        label=_("每人筹多少元"),
        min_value=Decimal(0),
        max_value=Decimal(100_000),
        decimal_places=2,
        required=False,
        help_text=_("一事一议才填。"),
    )
    levy_days = people(_("每个劳力出几个工"), required=False, help_text=_("一事一议才填。"))
    number = Said(
        label=_("从哪件事来的"),
        most=40,
        rows=1,
        required=False,
        help_text=_("事项编号，没有就空着。"),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        cost = said.pop("cost", None)
        said["levy_fen"] = int((said.pop("levy_yuan", None) or Decimal(0)) * 100)
        said["levy_days"] = said.get("levy_days") or 0
        return said | {"cost_fen": int((cost or Decimal(0)) * 100)}


class Record(Form):
    """记一步. With a rule it asks the numbers; with a joint step after it, whether both are held at once."""

    on = day(_("哪天"))
    who = Said(label=_("谁参加的"), most=120, rows=1)
    note = Said(label=_("说了什么，怎么定的"), most=500, rows=3)
    expected = people(_("应到多少人"))
    attended = people(_("实到多少人"))
    agreed = people(_("同意多少人"))
    with_next = forms.BooleanField(
        label=_("下一步同一次会一起办了（书记、主任一人兼时可以）"), required=False
    )

    def __init__(self, *args: Any, counts: bool, joint: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (counts or joint):
            for name in ("expected", "attended", "agreed"):
                del self.fields[name]
        elif not counts:
            for name in ("expected", "attended", "agreed"):
                self.fields[name].required = False
        if not joint:
            del self.fields["with_next"]


class Post(Form):
    text = Said(label=_("贴什么"), most=1500, rows=5)
    where = Said(label=_("贴在哪里"), most=120, rows=1)
    since = day(_("哪天贴的"))
    days = forms.IntegerField(label=_("公示几天"), min_value=1, max_value=400)


class GiveTask(Form):
    text = Said(label=_("办什么"), most=200, rows=1)
    owner = Said(label=_("谁办"), most=60, rows=1)
    due = day(_("哪天办完"))


class FinishTask(Form):
    result = Said(label=_("办得怎样"), most=300, rows=1)


class Drop(Form):
    reason = Said(label=_("为什么不走了"), most=300, rows=1)


class Call(Chooses):
    """召开会议."""

    ASKS = ("asked", "asking", "asked_of", "asked_on")
    TOUCHES = ("touches",)
    rule = forms.ChoiceField(label=_("按哪条规则算"))
    body_id = forms.ChoiceField(label=_("哪个组织的会"), required=False)
    within_id = forms.ChoiceField(label=_("哪一片的人"), required=False)
    touches = forms.TypedMultipleChoiceField(
        label=_("这件事涉及哪里"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("住在这些地方的人家算利益相关。打了勾的是议题里写到的，不对就改。"),
    )  # fmt: skip
    starts_on = day(_("哪天开"))
    starts_time = forms.TimeField(
        label=_("几点"), initial="19:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    venue = Said(label=_("在哪里开"), most=60, rows=1)
    host = Said(label=_("谁主持"), most=40, rows=1, required=False)
    agenda = Said(label=_("议程"), most=1000, rows=4, help_text=_("一行一项。"))
    told_on = day(_("哪天通知的"))
    told_how = Said(
        label=_("怎么通知的"), most=60, rows=1, help_text=_("比如：公开栏、广播、逐户上门。")
    )
    asked = forms.ChoiceField(
        label=_("谁要开的"), choices=list(kinds.ASKS_WORDS.items()), required=False
    )
    asking = people(
        _("提议的有多少"), required=False, help_text=_("签了名的人（户）数；自己召集的空着。")
    )
    asked_of = people(
        _("一共有多少"),
        required=False,
        help_text=_("空着就按户籍底册、代表名册算；底册里没有的（业主、选民）请填。"),
    )
    asked_on = day(_("哪天提议的"), required=False)
    again_of = forms.ChoiceField(label=_("是不是上次没开成，再开一次"), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        starts, at = said.pop("starts_on", None), said.pop("starts_time", None)
        if starts is not None and at is not None:
            said["starts_at"] = at_shanghai(starts, at)
        for name in ("body_id", "within_id", "again_of"):
            said[name] = int(said[name]) if said.get(name) else None
        said["asked"] = Measure(said["asked"]) if said.get("asked") else None
        said["asking"] = said.get("asking") or 0
        return said


def at_shanghai(on: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))


class Tell(Form):
    on = day(_("哪天"))
    how = Said(label=_("怎么通知的"), most=60, rows=1)
    whom = Said(label=_("通知了谁"), most=120, rows=1)


class Cancel(Form):
    reason = Said(label=_("为什么不开了"), most=300, rows=1)


class Enter(Form):
    """写进名册: one line each, as it stands in a worker's own list."""

    lines = forms.CharField(
        label=_("一行一个"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "姓名，住址或房号，成年人数，面积（平方米），相关，份额。后面几项没有就空着，用逗号隔开。"
        ),
    )

    def clean_lines(self) -> list[Line]:
        rows = [row for row in self.cleaned_data["lines"].splitlines() if row.strip()]
        return [self._line(n, row) for n, row in enumerate(rows, 1)]

    def _line(self, n: int, row: str) -> Line:
        cells = [c.strip() for c in row.replace("，", ",").replace("\t", ",").split(",")]
        name, where, adults, area, affected, shares = (cells + [""] * 6)[:6]
        try:
            metres = Decimal(area or 0)
            many, parts = int(adults or 1), int(shares or 0)
        except (InvalidOperation, ValueError):
            raise forms.ValidationError(
                _("第 %(n)d 行的人数、面积或者份额不是数字。"), params={"n": n}
            ) from None
        if (
            not name
            or not 0 <= many <= 99
            or not 0 <= metres <= 10**9
            or not metres.is_finite()
            or not 0 <= parts <= 10**9
        ):
            raise forms.ValidationError(_("第 %(n)d 行看不懂，请改一改。"), params={"n": n})
        return Line(name, where, many, int(metres * 100), bool(affected), parts)


class Correct(Form):
    adults = forms.IntegerField(label=_("成年人"), min_value=0, max_value=99)
    area = forms.DecimalField(
        label=_("面积（平方米）"), min_value=0, max_value=10**9, decimal_places=2, required=False
    )
    shares = forms.IntegerField(label=_("份额"), min_value=0, max_value=10**9, required=False)
    affected = forms.BooleanField(label=_("利益相关"), required=False)
    why = Said(
        label=_("利益相关改了的，为什么"), most=120, rows=1, required=False,
        help_text=_("比如：地在路边，人住村外。"),
    )  # fmt: skip

    def clean_shares(self) -> int:
        return self.cleaned_data["shares"] or 0

    def clean_area(self) -> int:
        return int((self.cleaned_data["area"] or Decimal(0)) * 100)


class LeaveOut(Form):
    reason = Said(
        label=_("为什么不计入，怎么联系的"),
        most=200,
        rows=1,
        required=False,
        help_text=_("空着就是恢复。"),
    )


class Arrive(Form):
    persons = forms.IntegerField(label=_("来了几名成年人"), min_value=1, max_value=99, initial=1)
    who = Said(label=_("谁来的"), most=40, rows=1, required=False)
    how = forms.ChoiceField(
        label=_("怎么签的"), choices=list(kinds.HOW_WORDS.items()), initial=How.LIST
    )
    second = Said(label=_("代签的第二个人"), most=40, rows=1, required=False)

    def clean_how(self) -> How:
        return How(self.cleaned_data["how"])


class Entrust(Form):
    holder = forms.IntegerField(label=_("受托人是名册上的几号"), min_value=1, max_value=99_999)
    written_on = day(_("委托书的日期"))
    kin = Said(
        label=_("受托人是他的什么亲属"),
        most=20,
        rows=1,
        required=False,
        help_text=_("选举才要填：只能委托近亲属。"),
    )


class Suggest(Form):
    who = Said(label=_("谁说的"), most=40, rows=1, required=False)
    n = forms.IntegerField(
        label=_("他在名册上的号"),
        min_value=1,
        max_value=99_999,
        required=False,
        help_text=_("填了，他用票签就看得到后来怎么样。"),
    )
    text = Said(label=_("说了什么"), most=300, rows=2)


class Weigh(Form):
    adopted = forms.TypedChoiceField(
        label=_("采纳没有"),
        choices=[("yes", _("采纳")), ("no", _("没有采纳"))],
        coerce=lambda said: said == "yes",
    )
    why = Said(label=_("为什么"), most=300, rows=1)


class End(Form):
    ending = forms.ChoiceField(
        label=_("会议的结果"),
        choices=list(kinds.ENDING_WORDS.items()),
        widget=forms.RadioSelect,
        initial=Ending.BALLOTS,
    )
    minutes = Said(label=_("会议记录"), most=4000, rows=5)

    def clean_ending(self) -> Ending:
        return Ending(self.cleaned_data["ending"])


class DraftBallot(Form):
    kind = forms.ChoiceField(label=_("怎么表决"), choices=list(kinds.KIND_WORDS.items()))
    title = Said(label=_("表决什么"), most=60, rows=1)
    choices = forms.CharField(
        label=_("选项"),
        max_length=2000,
        initial="同意\n不同意\n弃权",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "一行一个；竖线后面写说明：甲线 沿溪|2.1 公里，占田 6 亩。参与式预算再写多少元：路灯|十盏|30000。"
        ),
    )
    seats = forms.IntegerField(label=_("每人几票（选几个）"), min_value=1, max_value=12, initial=1)
    method = forms.ChoiceField(
        label=_("怎么算（只有参与式预算才选）"),
        choices=[("", "—"), *kinds.METHOD_WORDS.items()],
        required=False,
    )
    money = forms.DecimalField(
        label=_("一共多少元（只有参与式预算才填）"),
        min_value=Decimal(0),
        max_value=Decimal("9999999999"),
        decimal_places=2,
        required=False,
    )
    note = Said(label=_("说明"), most=300, rows=2, required=False)

    def clean_kind(self) -> BallotKind:
        return BallotKind(self.cleaned_data["kind"])

    def clean_choices(self) -> list[str]:
        return [row.strip() for row in self.cleaned_data["choices"].splitlines() if row.strip()]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        money = said.pop("money", None)
        said["money_fen"] = int((money or Decimal(0)) * 100)
        if said.get("kind") == BallotKind.BUDGET and said.get("choices"):
            rows = [row.rpartition("|") for row in said["choices"]]
            said["choices"] = [row[0] for row in rows]
            said["costs_fen"] = [_fen(row[2]) for row in rows]
        return said


def _fen(said: str) -> int:
    """Yuan as typed, in fen; 0 for what is no sum of money."""
    try:
        yuan = Decimal(said.replace(",", "").replace("，", "").removesuffix("元").strip() or 0)
    except InvalidOperation:
        return 0
    return int(yuan * 100) if yuan.is_finite() and 0 < yuan < 10**10 else 0


class Numbers(forms.CharField):
    """Numbers of the roll: 1 2 5-9."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_length=40_000, **kwargs)

    def clean(self, value: Any) -> Any:
        words = super().clean(value).replace("，", " ").replace(",", " ").split()
        found: list[int] = []
        for word in words:
            first, _dash, last = word.partition("-")
            if not first.isdecimal() or (last and not last.isdecimal()) or len(word) > 11:
                raise forms.ValidationError(_("这里只填号码，比如 1 2 5-9。"))
            ends = range(int(first), int(last or first) + 1)
            if len(ends) > 6000:
                raise forms.ValidationError(_("这里只填号码，比如 1 2 5-9。"))
            found += ends
        return found


class HandOut(Form):
    """发豆、发票: numbers of the roll, ticked or typed."""

    entries = Numbers(label=_("名册上的号"), help_text=_("用逗号或者空格隔开，一段写成 3-8。"))

    def clean_entries(self) -> list[int]:
        return sorted(set(self.cleaned_data["entries"]))


class ReadPapers(Form):
    """读票: for each choice the numbers of the roll that stand on its papers."""

    spoiled = Numbers(label=_("废票、没有选的、没有交回来的"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [n for n, _text in choices]
        hint = _("这些票上是几号，用空格隔开，一段写成 3-8。")
        asked = {
            f"n{n}": Numbers(label=text, required=False, help_text=hint) for n, text in choices
        }
        self.fields = asked | self.fields

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        papers = {n: said.pop(f"n{n}", []) for n in self.numbers}
        return said | {"papers": papers}


class File(forms.FileField):
    """A small file as its bytes."""

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > self.most:
            raise forms.ValidationError(_("文件太大了，不是这里要的那一份。"))
        return file.read()


class KeepKey(Form):
    """收钥匙: the key file, and who keeps which code."""

    file = File(label=_("钥匙文件"), most=64 * 1024)
    keepers = forms.CharField(
        label=_("三个口令各由谁保管"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一个姓名，按口令的号排。请不要由一家人保管。"),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        names = [line.strip() for line in said.pop("keepers", "").splitlines() if line.strip()]
        return {"content": said.pop("file", b""), "keepers": names}


class OpenBox(Form):
    """开箱结果: the file that the tool wrote."""

    file = File(label=_("开箱结果文件"), most=2 * 1024 * 1024)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        return {"content": said.pop("file", b"")}


class ShowSheet(Form):
    """拍点票单: one photo of the paper on which he counted."""

    photos = Photos(
        label=_("点票单的照片"),
        help_text=_("整张拍进去，字看得清。结果定了以后，办公的人看得到。"),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        try:
            return {"pictures": kept(said.get("photos") or [])}
        except Refused as no:
            self.add_error("photos", no.message)
            return {"pictures": []}


class SayVote(Form):
    entry = forms.IntegerField(label=_("名册上的几号"), min_value=1, max_value=99_999)
    choice = forms.TypedChoiceField(label=_("投的是"), coerce=int)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["choice"], choices)


class Count(Form):
    """点票: a number for each choice, in the order of the ballot."""

    spoiled = people(_("废票、没有选的"), initial=0)

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [n for n, _text in choices]
        asked = {f"n{n}": people(text) for n, text in choices}
        self.fields = asked | self.fields

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        counts = {n: said.pop(f"n{n}", 0) for n in self.numbers}
        return said | {"counts": counts}


class CountPiles(Form):
    """按票数: what stands on the papers, and how many there are of each."""

    piles = forms.CharField(
        label=_("一行一种票"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "inputmode": "text"}),
        help_text=_("选项的号，等号，几张。比如 3 1 2 = 12，就是先三后一再二的有十二张。"),
    )
    spoiled = people(_("废票、没有选的"), initial=0)

    def clean_piles(self) -> list[tuple[list[int], int]]:
        found = []
        for n, row in enumerate(self.cleaned_data["piles"].splitlines(), 1):
            said, _equals, papers = row.replace("＝", "=").replace("，", " ").partition("=")
            numbers, many = said.replace(",", " ").split(), papers.strip()
            if not row.strip():
                continue
            plain = all(one.isdecimal() and len(one) < 4 for one in numbers)
            if not numbers or not plain or not many.isdecimal() or len(many) > 6:
                raise forms.ValidationError(
                    _("第 %(n)d 行看不懂，请写成 3 1 2 = 12 这样。"), params={"n": n}
                )
            found.append((list(map(int, numbers)), int(many)))
        return found


class Settle(Form):
    """公布结果 of a list: the dice, where two are alike."""

    seed = Said(
        label=_("抽签的点数"),
        most=40,
        rows=1,
        required=False,
        help_text=_("票数有一样的才要：在台上掷骰子，照次序写，比如 3 5 1。"),
    )


class Cast(Form):
    """投票: one or several choices."""

    choice = forms.TypedMultipleChoiceField(label=_("选一个"), coerce=int)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["choice"], choices)


# ── 听意见 ──


class OpenHearing(Form):
    question = Said(label=_("听什么意见"), most=80, rows=1)
    statements = forms.CharField(
        label=_("先写几句"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一句，一句只说一个意思，大家答赞成、不赞成。三句到四十句。"),
    )
    closes_on = day(_("到哪天为止"))

    def clean_statements(self) -> list[str]:
        return [row.strip() for row in self.cleaned_data["statements"].splitlines() if row.strip()]


class Moderate(Form):
    shown = forms.TypedChoiceField(
        choices=[("yes", _("放出来")), ("no", _("不放"))], coerce=lambda said: said == "yes"
    )
    why = Said(label=_("为什么不放"), most=120, rows=1, required=False)


class StateView(Form):
    text = Said(
        label=_("我也写一句"),
        most=80,
        rows=2,
        help_text=_("一句话，只说一个意思。别写谁家的私事。社区看过再给大家答。"),
    )


class TakeStance(Form):
    answer = forms.TypedChoiceField(
        label=_("您赞成吗"),
        choices=[("1", _("赞成")), ("-1", _("不赞成")), ("0", _("说不准"))],
        coerce=int,
    )
