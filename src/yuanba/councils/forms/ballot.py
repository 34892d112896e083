"""A ballot at the desk and on the telephone: drafted, handed out, counted, opened, settled, cast."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.forms.common import Choices, offer, people
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import BallotKind
from yuanba.matters.forms.desk import Said
from yuanba.matters.forms.photos import Photos, kept


class DraftBallot(Form):
    BUDGET = ("method", "money")  # asked for a budget alone
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
        label=_("钱怎么分"),
        choices=[("", "—"), *kinds.METHOD_WORDS.items()],
        required=False,
    )
    money = forms.DecimalField(
        label=_("一共多少元"),
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
