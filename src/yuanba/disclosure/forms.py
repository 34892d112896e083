"""What the pages of the wall accept."""

from django import forms

from yuanba.base import words_in
from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.matters.forms.resident import beside, photos, words


class Words(Form):
    """The words of a row, as everybody will read them."""

    title = forms.CharField(
        label=_("是什么事"), max_length=60, help_text=_("写事，不写人：不要姓名、电话、门牌号。")
    )
    text = forms.CharField(
        label=_("办得怎么样"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class Why(Form):
    """Why a row stays off the wall."""

    reason = forms.CharField(label=_("为什么不公开"), max_length=200)


class Propose(Form):
    """Why many rows may go up together."""

    reason = forms.CharField(
        label=_("为什么可以一起公开"),
        max_length=200,
        help_text=_("例如：原系统办结的公开事项，没有个人信息。"),
    )


class Contest(Form):
    """还没好: a neighbour's word, and a picture if he likes."""

    photos = photos(_("照片"))
    why = words(_("哪里还没好？"), rows=4)

    def clean_why(self) -> str:
        return beside(words_in.clean, self.cleaned_data["why"], most=300, field="why")


class Checked(Form):
    """The rows ticked in the list."""

    row = forms.TypedMultipleChoiceField(coerce=int, choices=())

    def __init__(self, *args: object, rows: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["row"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(pk, str(pk)) for pk in rows]
        field.error_messages["required"] = _("请先在要公开的前面打勾。")
