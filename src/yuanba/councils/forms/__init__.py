"""What the pages of councils accept. Shape only. Here: a question on its way, a meeting, its roll;
else by chapter."""

from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.acts import Line
from yuanba.councils.forms.after import Appraise as Appraise
from yuanba.councils.forms.after import AppraiseFor as AppraiseFor
from yuanba.councils.forms.ballot import Cast as Cast
from yuanba.councils.forms.ballot import Count as Count
from yuanba.councils.forms.ballot import CountPiles as CountPiles
from yuanba.councils.forms.ballot import DraftBallot as DraftBallot
from yuanba.councils.forms.ballot import HandOut as HandOut
from yuanba.councils.forms.ballot import KeepKey as KeepKey
from yuanba.councils.forms.ballot import OpenBox as OpenBox
from yuanba.councils.forms.ballot import ReadPapers as ReadPapers
from yuanba.councils.forms.ballot import SayVote as SayVote
from yuanba.councils.forms.ballot import Settle as Settle
from yuanba.councils.forms.ballot import ShowSheet as ShowSheet
from yuanba.councils.forms.common import AtPlace, Chooses, day, people
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
from yuanba.councils.forms.hearing import Moderate as Moderate
from yuanba.councils.forms.hearing import OpenHearing as OpenHearing
from yuanba.councils.forms.hearing import StateView as StateView
from yuanba.councils.forms.hearing import TakeStance as TakeStance
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
from yuanba.councils.rules.kinds import Ending, How, Measure
from yuanba.matters.forms.desk import Said


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


class Sit(Form):
    """开院坝会: the question and the meeting in one."""

    title = Said(label=_("议什么"), most=60, rows=1, help_text=_("一句话，大家看得懂。"))
    text = Said(label=_("说哪几件，一行一件"), most=1000, rows=3)
    starts_on = day(_("哪天开"))
    starts_time = forms.TimeField(
        label=_("几点"), initial="19:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    venue = Said(label=_("在哪里开"), most=60, rows=1)
    host = Said(label=_("谁主持"), most=40, rows=1, required=False)
    told_how = Said(label=_("怎么通知的"), most=60, rows=1)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        starts, at = said.pop("starts_on", None), said.pop("starts_time", None)
        if starts is not None and at is not None:
            said["starts_at"] = at_shanghai(starts, at)
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
