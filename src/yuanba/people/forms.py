"""What the pages about people accept: the shape of the input, never a rule."""

from collections.abc import Iterable
from typing import Any

from django import forms

from yuanba.base.forms import Form
from yuanba.base.permits import Role
from yuanba.base.text import _
from yuanba.people.rules import HELD_AT, ROLE_WORDS, UNIT_WORDS

Choices = Iterable[tuple[Any, Any]]


def number(text: str) -> int | None:
    """The id a select sends; nothing chosen is None."""
    return int(text) if text else None


def _pick(label: Any, *, required: bool = True, **kwargs: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=number, empty_value=None, required=required, **kwargs
    )


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=False, widget=widget)


def _password(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=hint, max_length=128, strip=False, widget=widget)


class SignIn(Form):
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}),
    )
    password = _password(_("密码"), "current-password")


class Phone(Form):
    phone = forms.CharField(
        label=_("手机号码"),
        help_text=_("验证码会发到这个手机。"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "data-nodraft": ""}
        ),
    )


class Code(Form):
    code = forms.CharField(
        label=_("短信里的六位数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class SecondCode(Form):
    code = forms.CharField(
        label=_("手机验证器上的六位数字"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PaperCode(Form):
    code = forms.CharField(
        label=_("纸上的一个备用码"),
        help_text=_("16个字母和数字，用过的划掉。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class Nothing(Form):
    """A press of a button."""


class UseReset(Form):
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}),
    )
    code = forms.CharField(
        label=_("重置码，两半连着写"),
        help_text=_("前一半5个，后一半5个，一共10个字母和数字。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    password = _password(_("新密码"), "new-password", _("至少12位，一句容易记的话就很好。"))
    again = _password(_("新密码再写一遍"), "new-password")

    def clean(self) -> dict[str, Any]:
        super().clean()
        return _same(self, "password")


def _same(form: forms.Form, name: str) -> dict[str, Any]:
    """Written twice, the same both times; the second is not passed on."""
    said = form.cleaned_data
    again = said.pop("again", None)
    if name in said and again is not None and again != said[name]:
        form.add_error("again", _("两遍写得不一样，请再写一遍。"))
    return said


def _six(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    """Six digits that are not shown; the telephone offers its keys for digits."""
    attrs = {"autocomplete": autocomplete, "inputmode": "numeric"}
    widget = forms.PasswordInput(attrs=attrs)
    return forms.CharField(label=label, help_text=hint, max_length=20, widget=widget)


class Pin(Form):
    pin = _six(_("六位密码"), "current-password")


class CardAndPin(Pin):
    number = forms.CharField(
        label=_("卡上的字"),
        help_text=_("26个字母和数字，横线不用填。"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    field_order = ["number", "pin"]


class FirstPin(Form):
    code = forms.CharField(
        label=_("纸条上的六位数"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    pin = _six(_("自己定的六位密码"), "new-password", _("不要用生日，也不要用重复或者连着的数字。"))
    again = _six(_("再写一遍"), "new-password")


class ChangePin(Form):
    old = _six(_("原来的密码"), "current-password")
    pin = _six(_("新的六位密码"), "new-password", _("不要用生日，也不要用重复或者连着的数字。"))
    again = _six(_("再写一遍"), "new-password")


class AskCard(Form):
    person_id = forms.TypedChoiceField(
        label=_("在谁的名下"),
        help_text=_("用这张卡登录，看到的是这个人说过的事。"),
        coerce=int,
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [("", _("请选")), *people]  # type: ignore[attr-defined]


class Me(Form):
    name = forms.CharField(
        label=_("怎么称呼您"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class Password(Form):
    old = _password(_("原来的密码"), "current-password")
    password = _password(_("新密码"), "new-password", _("至少12位，一句容易记的话就很好。"))
    again = _password(_("新密码再写一遍"), "new-password")

    def clean(self) -> dict[str, Any]:
        super().clean()
        return _same(self, "password")


class FirstPassword(Form):
    username = forms.CharField(
        label=_("用户名"),
        help_text=_("登录时用，2到40个汉字、字母或数字。"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = _password(
        _("第一个密码"), "new-password", _("至少12位。请当面告诉本人，让他登录后自己改。")
    )


class Staff(Form):
    """A new person on the staff. The places are those the reader administers."""

    username = forms.CharField(
        label=_("用户名"),
        help_text=_("登录时用，2到40个汉字、字母或数字。"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("姓名"), max_length=40)
    place_id = _pick(_("在哪里工作"))
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    password = _password(
        _("第一个密码"), "new-password", _("至少12位。请当面告诉本人，让他登录后自己改。")
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = [("", _("请选")), *places]  # type: ignore[attr-defined]


class Appoint(Form):
    role = forms.ChoiceField(
        label=_("岗位"), choices=[(r.value, ROLE_WORDS[r]) for r in Role if r in HELD_AT]
    )
    place_id = _pick(_("在哪里"))
    unit_id = _pick(_("单位"), required=False, help_text=_("部门经办人要选单位。"))
    title = forms.CharField(label=_("职务"), max_length=40, required=False)
    since = _day(_("从哪天起"), _("不填就从今天起。"))
    until = _day(_("到哪天止"), _("不填就一直担任；这一天起不再担任。"))

    def __init__(self, *args: Any, places: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = [("", _("请选")), *places]  # type: ignore[attr-defined]
        self.fields["unit_id"].choices = [("", _("不选")), *units]  # type: ignore[attr-defined]


class Because(Form):
    """An act that needs nothing but a reason."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class EndPost(Form):
    reason = forms.CharField(label=_("原因"), max_length=200)
    on = _day(_("从哪天起不再担任"), _("不填就从今天起，马上生效。"))


class Unit(Form):
    name = forms.CharField(label=_("单位名称"), max_length=80)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)


class NewUnit(Unit):
    kind = forms.ChoiceField(
        label=_("类型"), choices=[(k.value, UNIT_WORDS[k]) for k in UNIT_WORDS]
    )
    place_id = _pick(_("属于哪里"))
    field_order = ["kind", "place_id", "name", "phone"]

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = [("", _("请选")), *places]  # type: ignore[attr-defined]


class Household(Form):
    place_id = _pick(_("在哪里"))
    address = forms.CharField(label=_("住址"), help_text=_("例如三组12号。"), max_length=120)
    code = forms.CharField(
        label=_("户号"),
        help_text=_("村里有编号就填，没有就自动编。"),
        max_length=24,
        required=False,
    )
    since = _day(_("从哪天起"), _("不填就从今天起。"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = [("", _("请选")), *places]  # type: ignore[attr-defined]


class Enrol(Form):
    name = forms.CharField(label=_("姓名"), max_length=40)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    head = forms.BooleanField(label=_("是户主"), required=False)
    since = _day(_("从哪天起"), _("不填就从今天起。"))


class Leave(Form):
    reason = forms.CharField(label=_("原因"), max_length=200)
    on = _day(_("从哪天起不在这一户"), _("不填就从今天起。"))


class Split(Form):
    person_ids = forms.TypedMultipleChoiceField(
        label=_("谁分出去"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    head_id = _pick(_("新户的户主"), required=False)
    address = forms.CharField(label=_("新户的住址"), max_length=120)
    code = forms.CharField(label=_("新户的户号"), max_length=24, required=False)
    on = _day(_("从哪天起"), _("不填就从今天起。"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(people)
        self.fields["person_ids"].choices = people  # type: ignore[attr-defined]
        self.fields["head_id"].choices = [("", _("先不定")), *people]  # type: ignore[attr-defined]


class MoveHousehold(Form):
    place_id = _pick(_("搬到哪里"))
    address = forms.CharField(
        label=_("新的住址"), max_length=120, required=False, help_text=_("不填就还写原来的。")
    )
    on = _day(_("从哪天起"), _("不填就从今天起。"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_id"].choices = [("", _("请选")), *places]  # type: ignore[attr-defined]


class Merge(Form):
    code = forms.CharField(label=_("并到哪一户，写它的户号"), max_length=24)
    on = _day(_("从哪天起"), _("不填就从今天起。"))


class ChangeUnit(Unit):
    active = forms.BooleanField(label=_("还能接办事项"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=200)
