"""What the desk's pages accept. Shape only: whether it may be done is for the rules."""

import secrets
from datetime import date
from typing import Any

from django import forms

from yuanba.base import words_in
from yuanba.base.errors import Refused
from yuanba.base.forms import Form
from yuanba.base.lanes import named
from yuanba.base.text import _
from yuanba.duties import queries as duties
from yuanba.duties.models import Category
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.matters.forms.photos import Photos
from yuanba.matters.models import Matter
from yuanba.matters.queries import beside, labels, pick
from yuanba.matters.rules import Hardship, Method, Outcome, Refusal
from yuanba.people.models import Person, Unit

NOTHING: tuple[str, Any] = ("", _("请选择"))


def fresh_key() -> str:
    """An idempotency key: the same form sent twice is done once."""
    return secrets.token_urlsafe(16)


class Said(forms.CharField):
    """Words that stay readable: nothing invisible, not only signs, not too long."""

    def __init__(self, *, most: int = 300, rows: int = 3, ask: Any = None, **kwargs: Any) -> None:
        self.most, self.ask = most, ask
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        super().__init__(**{"widget": widget} | kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            least = 1 if self.required else 0
            ask = self.ask or words_in.SAY_WHAT
            return words_in.clean(text, most=self.most, least=least, ask=ask)
        except Refused as refusal:
            raise forms.ValidationError(refusal.message, code=refusal.code) from None


class Work(Form):
    """Every form on a matter: which state of it was seen, and a key of its own."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, matter: Matter, person: Person, today: date, **kw: Any) -> None:
        self.matter, self.person, self.today = matter, person, today
        first = {"version": matter.version, "key": fresh_key()}
        super().__init__(*args, initial=first | (kw.pop("initial", None) or {}), **kw)
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices that depend on the matter."""

    def choose(self, name: str, choices: list[Any]) -> None:
        """Put choices into a select field; none at all says so by itself."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOTHING, *choices] if len(choices) != 1 or not field.required else choices


class Refuse(Work):
    kind = forms.ChoiceField(
        label=_("为什么不能受理"),
        choices=[x for x in labels.REFUSALS.items() if x[0] != Refusal.VOID],
        widget=forms.RadioSelect,
        help_text=_("选定以后，居民会收到该去哪里办的指引。"),
    )
    reason = Said(label=_("跟居民怎么说"), help_text=_("用大白话写，居民会看到。"))

    def clean_kind(self) -> Refusal:
        return Refusal(self.cleaned_data["kind"])


class Triage(Work):
    """分流. Which lane and unit a category proposes is worked out here, for the page to show."""

    category = forms.ChoiceField(label=_("类别"))
    lane = forms.ChoiceField(
        label=_("三事"), choices=[(x.value, LANE_WORDS[x]) for x in Lane], widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(label=_("交给哪个单位"))
    phrase = forms.CharField(required=False, max_length=60, label=_("常用理由"))
    reason = Said(
        label=_("理由"),
        rows=2,
        help_text=_("居民会看到。可以点一句常用的，也可以自己写。"),
    )
    title = Said(label=_("短题目"), most=60, rows=1, required=False)

    def prepare(self) -> None:
        if self.is_bound and not self.data.get("reason") and self.data.get("phrase"):
            said = {
                name: self.data[name] for name in self.data
            }  # the last of each, as a form reads
            self.data = said | {"reason": said["phrase"]}
        self.tree, self.units = duties.tree(), pick.units(self.matter)
        self.leaves = {str(leaf.pk): leaf for branch in self.tree for leaf in branch.leaves}
        groups = [
            (b.category.label, [(str(c.pk), f"{c.code} {c.label}") for c in b.leaves])
            for b in self.tree
        ]
        self.choose("category", groups)
        self.initial.setdefault("category", self.matter.category_id)
        self.initial.setdefault("lane", self.matter.lane)
        self.initial.setdefault("unit", self.matter.unit_id)
        self.initial.setdefault("title", self.matter.title)
        self.choose("unit", pick.as_choices(self.units))
        self.show_units()

    def said(self, name: str) -> str:
        """What is chosen now: posted, or filled in. (A bound field would remember the first answer.)"""
        return str((self.data.get(name) if self.is_bound else self.initial.get(name)) or "")

    def chosen_category(self) -> Category | None:
        return self.leaves.get(self.said("category"))

    def chosen_lane(self) -> Lane | None:
        said = self.said("lane")
        return Lane(said) if said in list(Lane) else None

    def chosen_unit(self) -> Unit | None:
        return next((u for u in self.units if str(u.pk) == self.said("unit")), None)

    def propose(self, by: str) -> None:
        """Fill in what follows: a category brings its lane, lane and category bring a unit."""
        category = self.chosen_category()
        if by == "category" and category:
            self.initial["lane"] = category.lane
        lane = self.chosen_lane()
        if category and lane:
            unit = pick.proposed(self.units, category, lane)
            leading = pick.leading(self.units, lane)
            if unit is None and self.chosen_unit() not in leading:
                unit = leading[0] if len(leading) == 1 else None
                self.initial["unit"] = unit.pk if unit else ""
            elif unit is not None:
                self.initial["unit"] = unit.pk
        self.show_units()

    def show_units(self) -> None:
        """List only the units that may lead in the chosen lane."""
        lane = self.chosen_lane()
        if lane is not None and not self.is_bound:
            self.choose("unit", pick.as_choices(pick.leading(self.units, lane)))

    def clean_lane(self) -> Lane:
        return Lane(self.cleaned_data["lane"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.pop("phrase", None)  # it has become the reason
        return data


class Assign(Work):
    owner = forms.ChoiceField(label=_("责任人"), help_text=_("这件事由他办到底。"))
    supervisor = forms.ChoiceField(
        label=_("监督人"), required=False, help_text=_("看着这件事按时办好，不能是责任人自己。")
    )
    method = forms.ChoiceField(
        label=_("怎么办"), choices=list(labels.METHODS.items()), initial=Method.DUTY
    )

    def prepare(self) -> None:
        owners, watchers = pick.people(self.matter, self.today)
        self.choose("owner", owners)
        self.choose("supervisor", watchers)
        self.initial.setdefault("owner", self.matter.owner_id)
        self.initial.setdefault("supervisor", self.matter.supervisor_id)

    def clean_method(self) -> Method:
        return Method(self.cleaned_data["method"])


class Move(Work):
    """转办: to another unit on the line."""

    unit = forms.ChoiceField(label=_("交给哪个单位"))
    reason = Said(label=_("理由"), help_text=_("居民会看到。"))

    def units(self) -> list[Any]:
        found = pick.leading(pick.units(self.matter), Lane(self.matter.lane))
        return [unit for unit in found if unit.pk != self.matter.unit_id]

    def prepare(self) -> None:
        """The unit whose duty it is stands first chosen: by its kind, and by the place."""
        found, leaf = self.units(), self.matter.category
        self.choose("unit", pick.as_choices(found))
        whose = pick.proposed(found, leaf, Lane(self.matter.lane)) if leaf else None
        self.initial.setdefault("unit", whose.pk if whose else None)


class HandUp(Move):
    def units(self) -> list[Any]:
        return pick.above(self.matter, super().units())


class HandDown(Move):
    def units(self) -> list[Any]:
        return pick.below(self.matter, super().units())


class Note(Work):
    text = Said(label=_("做了什么"), most=1000, rows=4)
    inside = forms.BooleanField(label=_("只给办事的人看，居民看不到"), required=False)
    photos = Photos()


class AskExtension(Work):
    days = forms.IntegerField(
        label=_("要延几天"),
        min_value=1,
        max_value=30,
        help_text=_("自然日，最多三十天，由别人批。"),
    )
    reason = Said(label=_("为什么要延"), help_text=_("批了以后居民会看到。"))


class Reason(Work):
    reason = Said(label=_("理由"), help_text=_("居民会看到。"))


class LetShow(Work):
    said = Said(
        label=_("本人怎么同意的"),
        rows=1,
        most=100,
        help_text=_("照实写一句，比如：当面说的，同意。"),
    )


class RenewLink(Work):
    reason = Said(
        label=_("怎么核实是本人的"),
        rows=1,
        most=100,
        help_text=_("比如：看了身份证，说得出原来报的事。"),
    )


class Reveal(Work):
    reason = Said(
        label=_("为什么要看"), rows=1, most=100, help_text=_("谁看过、为什么看，都会记下来。")
    )


class Finish(Work):
    outcome = forms.ChoiceField(
        label=_("办成什么样"), choices=list(labels.OUTCOMES.items()), widget=forms.RadioSelect
    )
    result = Said(
        label=_("办理结果"),
        most=2000,
        rows=4,
        help_text=_("写清谁、什么时候、做了什么，居民会看到。"),
    )
    guidance = Said(
        label=_("怎么引导帮助的"),
        most=2000,
        rows=3,
        required=False,
        help_text=named(_("%(personal)s要填这一项。")),
    )
    review_on = forms.DateField(
        label=_("哪天再看"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("选了“等条件”要填这一项。"),
    )
    referred_to = Said(
        label=_("转请哪个单位"),
        most=120,
        rows=1,
        required=False,
        help_text=_("选了“转请”要填这一项。"),
    )
    despite = Said(
        label=_("协办没有答复，为什么不等了"),
        required=False,
        rows=2,
        help_text=_("居民和协办的单位会看到。"),
    )
    photos = Photos(label=_("办好的照片"))

    def prepare(self) -> None:
        if not any(task.open for task in beside.of(self.matter).helpers):
            del self.fields["despite"]
        if self.matter.lane != Lane.PERSONAL:
            del self.fields["guidance"]
        else:
            self.initial.setdefault("guidance", self.matter.guidance)

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])


class Reply(Work):
    text = Said(
        label=_("回话"), most=2000, rows=5, help_text=_("说人话：办了什么、好了没有、不满意找谁。")
    )
    how = forms.ChoiceField(
        label=_("怎么告诉居民"), choices=[x for x in labels.REPLY_HOW.items() if x[0]]
    )

    def prepare(self) -> None:
        self.initial.setdefault("text", self.matter.result)
        contact = getattr(self.matter, "contact", None)
        usual = "sms" if contact and contact.phone else "visit"
        self.initial.setdefault("how", (contact.how if contact else "") or usual)


class Attempt(Work):
    text = Said(
        label=_("怎么联系的、结果怎样"), rows=2, help_text=_("比如：下午三点打了电话，没有人接。")
    )


class CallBack(Work):
    solved = forms.ChoiceField(
        label=_("居民说办好了吗"),
        choices=[("yes", _("办好了")), ("no", _("还没办好"))],
        widget=forms.RadioSelect,
    )
    satisfied = forms.ChoiceField(
        label=_("满意吗"),
        choices=[("yes", _("满意")), ("no", _("不满意")), ("", _("没有说"))],
        required=False,
        widget=forms.RadioSelect,
    )
    why = Said(
        label=_("居民怎么说"),
        required=False,
        rows=2,
        help_text=_("没办好的，写哪里没好，照原话记。"),
    )

    def clean_solved(self) -> bool:
        return bool(self.cleaned_data["solved"] == "yes")

    def clean_satisfied(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["satisfied"])


class CheckHardship(Work):
    hardship = forms.ChoiceField(
        label=_("这家有没有困难"), choices=list(labels.HARDSHIPS.items()), widget=forms.RadioSelect
    )
    text = Said(label=_("看到的情况"), rows=3, help_text=_("什么时候去的、家里怎样、要不要救助。"))

    def clean_hardship(self) -> Hardship:
        return Hardship(self.cleaned_data["hardship"])


class AskReopen(Work):
    why = Said(label=_("哪里没办好"), rows=3)


class Close(Work):
    evidence = Said(
        label=_("销号依据"), most=500, rows=3, help_text=_("居民怎么说的、照片在哪里、谁核过。")
    )
