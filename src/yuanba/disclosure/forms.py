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


class Also(Form):
    """我家也是: nothing is needed; a word of one's own and how to be told, if one likes."""

    text = words(_("想补充一句？"), rows=3, required=False)
    contact_phone = forms.CharField(
        label=_("您的电话"),
        required=False,
        help_text=_("只有经办的人看得到。不留也可以，给您编号和查询码。"),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    contact_name = forms.CharField(
        label=_("怎么称呼您？"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_text(self) -> str:
        return beside(words_in.clean, self.cleaned_data["text"], most=1900, least=0)

    def clean_contact_phone(self) -> str:
        said = str(self.cleaned_data["contact_phone"]).strip()
        return beside(words_in.phone, said, field="contact_phone") if said else ""

    def clean_contact_name(self) -> str:
        said = self.cleaned_data["contact_name"]
        return beside(words_in.clean, said, most=40, least=0, field="contact_name")


class Checked(Form):
    """The rows ticked in the list."""

    row = forms.TypedMultipleChoiceField(coerce=int, choices=())

    def __init__(self, *args: object, rows: list[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["row"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(pk, str(pk)) for pk in rows]
        field.error_messages["required"] = _("请先在要公开的前面打勾。")
