"""Rules, procedures, bodies, and a rehearsal by them."""

from django import forms

from yuanba.base.forms import Form
from yuanba.base.text import _
from yuanba.councils.forms.common import AtPlace, Chooses, day, people
from yuanba.councils.rules import kinds
from yuanba.councils.rules.kinds import BodyKind, Measure
from yuanba.matters.forms.desk import Said


class ConfirmRule(Form):
    read = Said(
        label=_("看的是哪个文本"),
        most=200,
        rows=1,
        help_text=_("比如：2025 年修订的村民委员会组织法第几条。"),
    )


class AddRule(Form):
    """立规则: a county's own row."""

    code = Said(label=_("代号"), most=12, rows=1, help_text=_("和原来那一条同一个代号，就接着它。"))
    name = Said(label=_("名称"), most=60, rows=1)
    body = forms.ChoiceField(label=_("哪种会"), choices=list(kinds.BODY_WORDS.items()))
    unit = forms.ChoiceField(
        label=_("名册上一行是"),
        choices=[(m, kinds.MEASURE_WORDS[m]) for m in kinds.UNIT_WORDS],
    )
    valid = Said(
        label=_("怎样算有效"),
        most=200,
        rows=1,
        required=False,
        help_text=_("比如 adults > 1/2 or households >= 2/3。"),
    )
    decides = Said(
        label=_("怎样算通过"), most=200, rows=1, help_text=_("比如 votes > 1/2 of present。")
    )
    initiative = Said(
        label=_("多少人提议就要开"),
        most=200,
        rows=1,
        required=False,
        help_text=_("比如 adults >= 1/10 or members >= 1/3。没有规定就空着。"),
    )
    notice_days = forms.IntegerField(label=_("提前几天通知"), min_value=0, max_value=90, initial=0)
    publicity_days = forms.IntegerField(
        label=_("决议至少公示几天"), min_value=0, max_value=400, initial=0
    )
    proxies = forms.IntegerField(label=_("一个人最多受托几份"), min_value=0, max_value=9, initial=0)
    leave_out = forms.BooleanField(label=_("联系不上、不能回来的可以不计入应到"), required=False)
    paper_only = forms.BooleanField(label=_("只能用纸票（选举、罢免）"), required=False)
    source = Said(label=_("哪部法、哪份文件"), most=120, rows=1)
    article = Said(label=_("第几条"), most=120, rows=1)
    note = Said(label=_("还要说明的"), most=300, rows=2, required=False)
    numbers = forms.CharField(
        label=_("天数和上限"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("选举、一事一议才有，一行一个，比如 roll_days = 20。"),
    )
    composition = forms.CharField(
        label=_("谁能任职"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("组织才有，一行一个：min = 3、max = 9、women = 1/3、lead = yes、years = 5。"),
    )
    since = day(_("从哪天起"))

    def clean_body(self) -> BodyKind:
        return BodyKind(self.cleaned_data["body"])

    def clean_unit(self) -> Measure:
        return Measure(self.cleaned_data["unit"])


class KeepFlow(Form):
    text = forms.CharField(
        label=_("程序文件"),
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )


class FoundBody(AtPlace):
    kind = forms.ChoiceField(label=_("哪种组织"), choices=list(kinds.BODY_WORDS.items()))
    name = Said(label=_("名称"), most=60, rows=1)
    rule = forms.ChoiceField(label=_("组成按哪条规则"), required=False)
    term_ends = day(_("任期到哪天"), required=False)

    def clean_kind(self) -> BodyKind:
        return BodyKind(self.cleaned_data["kind"])


class Seat(Form):
    name = Said(label=_("姓名"), most=40, rows=1)
    lead = forms.BooleanField(label=_("负责人"), required=False)
    woman = forms.BooleanField(label=_("妇女（规定有名额的才问）"), required=False)
    delegate = forms.BooleanField(label=_("由村民推选的代表"), required=False)
    relative = forms.BooleanField(label=_("是村（居）委成员或其他成员的近亲属"), required=False)


class Unseat(Form):
    reason = Said(label=_("为什么离任"), most=200, rows=1)


class Rehearse(Chooses):
    """演练: next week's meeting with assumed numbers. Nothing is kept."""

    rule = forms.ChoiceField(label=_("按哪条规则算"))
    body_id = forms.ChoiceField(label=_("哪个组织的会"), required=False)
    entitled = people(
        _("应到一共多少"),
        required=False,
        help_text=_("空着就照名册算；底册里没有的（业主、选民）请填。"),
    )
    held_on = day(_("哪天开"))
    come = people(_("估计来多少（户或者人）"))
    adults = people(_("其中成年人一共多少"), required=False)
    agree = people(_("估计多少同意"))
    affected = people(_("其中利益相关的来多少"), required=False, help_text=_("空着就按都来算。"))
