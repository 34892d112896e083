"""What the pages of the network accept. Shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.grids.models import Team
from yuanba.grids.queries import Drawn, Filled, over
from yuanba.grids.rules import venues
from yuanba.grids.rules.organisations import HOW_WORDS, Chosen, Organisation, sizes
from yuanba.matters.forms.desk import NOTHING, Said
from yuanba.people.models import Person
from yuanba.places.models import Place

DAY: dict[str, str] = {"type": "date"}


class Found(Form):
    """设组织: which of those that may stand here, what it covers, by which paper."""

    template = forms.ChoiceField(label=_("设什么"), widget=forms.RadioSelect)
    name = Said(label=_("叫什么"), most=60, rows=1, required=False, help_text=_("不填就用地名。"))
    covers = forms.MultipleChoiceField(
        label=_("党支部管哪几个地方"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("只有设党支部时要选，可以一个支部管几个。"),
    )
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("比如哪一份文件、哪次会议。"))

    def __init__(
        self, *args: Any, shapes: list[Organisation], places: Iterable[Place], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        template, covers = self.fields["template"], self.fields["covers"]
        assert isinstance(template, forms.ChoiceField)
        assert isinstance(covers, forms.MultipleChoiceField)
        template.choices = [(shape.key, shape.label) for shape in shapes]
        covers.choices = [(str(p.pk), p.name) for p in places]
        if not any(shape.covers for shape in shapes) or not covers.choices:
            del self.fields["covers"]

    def clean_covers(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["covers"]]


class Covers(Form):
    covers = forms.MultipleChoiceField(
        label=_("管哪几个地方"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, team: Team, places: Iterable[Place], **kw: Any) -> None:
        first = {"covers": [str(one.place_id) for one in over(team)]}
        super().__init__(*args, initial=first, **kw)
        covers = self.fields["covers"]
        assert isinstance(covers, forms.MultipleChoiceField)
        covers.choices = [(str(p.pk), p.name) for p in places]

    def clean_covers(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["covers"]]


class Seating(Form):
    """任岗."""

    post = forms.ChoiceField(label=_("什么岗位"))
    how = forms.ChoiceField(
        label=_("怎么定的"), choices=list(HOW_WORDS.items()), widget=forms.RadioSelect
    )
    person_id = forms.ChoiceField(
        label=_("在系统里有账号的，在这里选"), required=False, help_text=_("没有账号的不选。")
    )
    name = Said(label=_("姓名"), most=40, rows=1, required=False)
    phone = Said(
        label=_("公开的电话"),
        most=20,
        rows=1,
        required=False,
        help_text=_("会贴出去、印在联系卡上；大家要找的岗位必须有。"),
    )
    since = forms.DateField(
        label=_("从哪天起"), required=False, widget=forms.DateInput(attrs=DAY),
        help_text=_("不填就是今天。"),
    )  # fmt: skip
    term_until = forms.DateField(
        label=_("任期到哪天"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    elected_on = forms.DateField(
        label=_("哪天推选的"), required=False, widget=forms.DateInput(attrs=DAY),
        help_text=_("推选的填这四项。"),
    )  # fmt: skip
    entitled = forms.IntegerField(label=_("应到多少人（户）"), required=False, min_value=1)
    present = forms.IntegerField(label=_("到会多少"), required=False, min_value=0)
    votes = forms.IntegerField(label=_("赞成多少"), required=False, min_value=0)

    def __init__(
        self, *args: Any, posts: list[Filled], people: Iterable[Person], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        post, person = self.fields["post"], self.fields["person_id"]
        assert isinstance(post, forms.ChoiceField)
        assert isinstance(person, forms.ChoiceField)
        post.choices = [(one.post.key, one.post.label) for one in posts]
        person.choices = [NOTHING, *((str(p.pk), p.name) for p in people)]

    def clean_how(self) -> Chosen:
        return Chosen(self.cleaned_data["how"])

    def clean_person_id(self) -> int | None:
        said = self.cleaned_data["person_id"]
        return int(said) if said else None


class Ending(Form):
    reason = Said(label=_("为什么"), most=200, rows=1)


class VenueForm(Form):
    """场所: what it is called, where, which of the six stations, when open, whom to call."""

    name = Said(
        label=_("叫什么"), most=venues.NAME, rows=1, help_text=_("比如：黄桷树下、老祠堂。")
    )
    spot = Said(label=_("在哪里"), most=venues.SPOT, rows=1)
    functions = forms.MultipleChoiceField(
        label=_("做哪几站"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选这里做哪几站。")},
    )  # fmt: skip
    hours = Said(label=_("什么时候开"), most=venues.HOURS, rows=1, required=False)
    keeper = Said(label=_("谁管"), most=40, rows=1, required=False)
    phone = Said(
        label=_("可以公开的电话"), most=20, rows=1, required=False, help_text=_("居民看得到。")
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        functions = self.fields["functions"]
        assert isinstance(functions, forms.MultipleChoiceField)
        functions.choices = [(s.key, f"{s.label} · {s.what}") for s in venues.stations().values()]


class Duties(Form):
    lines = Said(
        label=_("网格员的职责"), most=1500, rows=12, help_text=_("一行一项，会印在公示牌上。")
    )
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("比如哪一份文件。"))


class AskPlan(Form):
    """请求划格."""

    size = forms.ChoiceField(label=_("按哪种规模"), widget=forms.RadioSelect, initial="city")
    many = forms.IntegerField(
        label=_("一共划几个网格"), required=False, min_value=1, max_value=5000,
        help_text=_("不填就按规模算。"),
    )  # fmt: skip
    keep = forms.BooleanField(label=_("从现在的网格改起，尽量少动"), required=False, initial=True)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        size = self.fields["size"]
        assert isinstance(size, forms.ChoiceField)
        size.choices = [
            (
                one.key,
                _("%(name)s：%(least)s–%(most)s 户")
                % {"name": one.label, "least": one.least, "most": one.most},
            )
            for one in sizes().values()
        ]


class Shift(Form):
    """改划: one place, and the grid it goes to."""

    place_id = forms.ChoiceField(label=_("把哪一处"))
    part_id = forms.ChoiceField(label=_("划到哪个网格"))

    def __init__(self, *args: Any, drawn: Drawn, **kw: Any) -> None:
        super().__init__(*args, **kw)
        place, part = self.fields["place_id"], self.fields["part_id"]
        assert isinstance(place, forms.ChoiceField)
        assert isinstance(part, forms.ChoiceField)
        place.choices = [
            NOTHING,
            *(
                (f"{n}. {row.part.name}", [(str(s.place_id), s.place.name) for s in row.spots])
                for n, row in enumerate(drawn.parts, 1)
            ),
        ]
        part.choices = [
            NOTHING,
            *((str(row.part.pk), f"{n}. {row.part.name}") for n, row in enumerate(drawn.parts, 1)),
        ]

    def clean_place_id(self) -> int:
        return int(self.cleaned_data["place_id"])

    def clean_part_id(self) -> int:
        return int(self.cleaned_data["part_id"])


class Adopt(Form):
    source = Said(label=_("依据"), most=200, rows=1, help_text=_("比如哪一份批复。"))
