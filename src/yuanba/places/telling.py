"""Records of places and days in whole sentences, for the history on a page and for previews."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from yuanba.base.models import Record
from yuanba.base.text import _, ngettext_lazy
from yuanba.places.models import Place
from yuanba.places.rules import SHANGHAI, DayKind

ACTS: dict[str, Any] = {
    "places.found_county": _("设立"),
    "places.found": _("设立"),
    "places.take_in": _("从区划表导入"),
    "places.rename": _("更名"),
    "places.move": _("改隶"),
    "places.recode": _("换码"),
    "places.merge": _("合并"),
    "places.split": _("拆分"),
    "places.dissolve": _("撤销建制"),
    "places.close": _("撤销"),
    "places.call_also": _("记俗称"),
    "places.drop_alias": _("划掉俗称"),
    "places.draw_outline": _("画边界"),
    "places.wipe_outline": _("擦掉边界"),
    "places.locate": _("定位置"),
    "places.set_day": _("改一天"),
    "places.load_calendar_year": _("载入一年"),
    "places.settle_year": _("定下一年"),
}
DAY_WORDS: dict[str | None, Any] = {
    None: _("按星期"),
    DayKind.OFF.value: _("放假"),
    DayKind.WORKED.value: _("上班"),
}


def names_in(records: Iterable[Record]) -> dict[str, str]:
    """The names of all places these records speak of. One statement."""
    wanted = {
        said
        for record in records
        for value in record.facts.values()
        for said in (value if isinstance(value, list) else [value])
        if isinstance(said, str) and said.isdigit() and len(said) > 15
    }
    return {
        str(pk): name for pk, name in Place.objects.filter(pk__in=wanted).values_list("pk", "name")
    }


def what_changed(record: Record, names: Mapping[str, str]) -> str:
    """One sentence: what this record changed."""
    facts: dict[str, Any] = record.facts
    if record.act not in SENTENCES:
        return ""
    sentence, says = SENTENCES[record.act]
    said = {
        word: "、".join(map(str, value)) if isinstance(value, list) else value
        for word, value in says(facts, names).items()
    }
    return str(sentence % said)


def _named(ids_: list[str], names: Mapping[str, str]) -> list[str]:
    return [names.get(said, said) for said in ids_]


def _merged(facts: dict[str, Any], _names: Mapping[str, str]) -> dict[str, Any]:
    return {"names": facts["names"], "below": len(facts["moved"])}


def _warned(facts: dict[str, Any]) -> list[str]:
    """What somebody should look at before he agrees to an outline."""
    told = []
    if facts["outside"]:
        told.append(_("请核对：有 %(n)s%% 在上级的边界外面。") % {"n": facts["outside"]})
    for name, n in facts["over"]:
        told.append(_("请核对：有 %(n)s%% 和“%(name)s”重叠。") % {"n": n, "name": name})
    if facts["without"]:
        words = _("请核对：%(names)s的位置不在里面。")
        told.append(words % {"names": "、".join(facts["without"])})
    return [str(one) for one in told]


def _year(facts: dict[str, Any], _names: Mapping[str, str]) -> dict[str, Any]:
    return {"year": facts["year"], "days": facts["days"]}


Says = Callable[[dict[str, Any], Mapping[str, str]], dict[str, Any]]
SENTENCES: dict[str, tuple[Any, Says]] = {
    "places.rename": (
        _("“%(old)s”改叫“%(new)s”，旧名还能查到。"),
        lambda f, _n: {"old": f["name"][0], "new": f["name"][1]},
    ),
    "places.move": (
        ngettext_lazy(
            "从%(old)s改归%(new)s，连同下面的 %(below)d 处。",
            "从%(old)s改归%(new)s，连同下面的 %(below)d 处。",
            "below",
        ),
        lambda f, n: (
            dict(zip(("old", "new"), _named(f["parent"], n), strict=True)) | {"below": f["below"]}
        ),
    ),
    "places.recode": (_("新代码 %(code)s，旧代码还能查到。"), lambda f, _n: {"code": f["code"][2]}),
    "places.merge": (
        ngettext_lazy(
            "并入：%(names)s，连同下面 %(below)d 处。",
            "并入：%(names)s，连同下面 %(below)d 处。",
            "below",
        ),
        _merged,
    ),
    "places.split": (
        ngettext_lazy(
            "分出：%(names)s，连同下面 %(below)d 处。",
            "分出：%(names)s，连同下面 %(below)d 处。",
            "below",
        ),
        _merged,
    ),
    "places.dissolve": (_("归到：%(heirs)s。"), lambda f, n: {"heirs": _named(f["into"], n)}),
    "places.close": (
        _("“%(name)s”从 %(on)s 起撤销，历史里还能查到。"),
        lambda f, _n: {"name": f["name"], "on": f["on"]},
    ),
    "places.take_in": (
        _("导入 %(made)d 处，补代码 %(coded)d 处。"),
        lambda f, _n: {"made": f["made"], "coded": f["coded"]},
    ),
    "places.draw_outline": (
        _("边界 %(corners)d 个点，约 %(km2)s 平方公里。%(warned)s"),
        lambda f, _n: {"corners": f["corners"], "km2": f["km2"], "warned": "".join(_warned(f))},
    ),
    "places.wipe_outline": (_("不再有边界，原来画过的还留着。"), lambda _f, _n: {}),
    "places.locate": (
        _("位置：北纬 %(lat)s，东经 %(lng)s。"),
        lambda f, _n: {"lat": f["stands"][1][0], "lng": f["stands"][1][1]},
    ),
    "places.call_also": (_("也叫“%(alias)s”。"), lambda f, _n: {"alias": f["alias"]}),
    "places.drop_alias": (_("不再叫“%(alias)s”。"), lambda f, _n: {"alias": f["alias"]}),
    "places.set_day": (
        _("%(day)s：从%(was)s改为%(now)s。"),
        lambda f, _n: {
            "day": f["day"],
            "was": DAY_WORDS[f["kind"][0]],
            "now": DAY_WORDS[f["kind"][1]],
        },
    ),
    "places.load_calendar_year": (
        ngettext_lazy(
            "%(year)d 年有 %(days)d 天与平常不同。",
            "%(year)d 年有 %(days)d 天与平常不同。",
            "days",
        ),
        _year,
    ),
    "places.settle_year": (
        ngettext_lazy(
            "%(year)d 年按通知定下，一并填了 %(days)d 天。",
            "%(year)d 年按通知定下，一并填了 %(days)d 天。",
            "days",
        ),
        _year,
    ),
}


def entry(record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    """A line of the history, as base/timeline.html takes it."""
    who = record.actor.name if record.actor is not None else _("系统维护人员")
    source = record.facts.get("source", "")
    when = record.facts.get("on") or day(record.at)
    return {
        "title": ACTS.get(record.act, record.act),
        "text": what_changed(record, names),
        "meta": f"{when} · {who} · {source}",
    }


def day(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).date().isoformat()
