"""The register (台账) as a table, in the columns and order of domain.md 3.5. Read in pages of a
thousand, three statements each; telephones and names leave masked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from yuanba.base import clock, words_in
from yuanba.base.errors import Refused
from yuanba.base.models import Record
from yuanba.base.permits import Role
from yuanba.base.tables_out import Cell, write_csv, write_xlsx
from yuanba.base.text import _
from yuanba.duties.models import Category
from yuanba.duties.rules import LANE_WORDS, Lane
from yuanba.exchange import acts, times
from yuanba.matters.models import Matter, Photo
from yuanba.matters.queries import labels
from yuanba.matters.rules import FOR_ANOTHER
from yuanba.people.door import FOUNDER
from yuanba.places import queries as places
from yuanba.places.models import Place
from yuanba.places.rules import SCOPE_OF, Kind

HEADER = [
    _("编号"), _("登记时间"), _("来源渠道"), _("诉求人"), _("联系方式"), _("地点/网格"), _("诉求内容"),
    _("类别"), _("三事分类"), _("划分依据"), _("责任单位"), _("责任人"), _("监督人"), _("办理时限"),
    _("办理方式"), _("跟进记录"), _("办理结果"), _("反馈时间方式"), _("满意度"), _("是否困难救助"),
    _("销号时间"), _("销号人"), _("佐证材料"), _("总用时（天）"), _("净用时（天）"),
]  # fmt: skip
WHO, PHONE = 3, 4  # where the person stands in a row
PAGE = 1_000
FOLLOWED = ("matters.note", "matters.add", "matters.attempt", "matters.call_back")
FIELDS = [
    "id",
    "number",
    "reported_at",
    "channel",
    "spot",
    "text",
    "lane",
    "reason",
    "due_at",
    "method",
    "result",
    "outcome",
    "reply_how",
    "replied_at",
    "solved",
    "satisfied",
    "hardship",
    "closed_at",
    "evidence",
    "confirmed",
    "state",
    "category__name",
    "category__branch",
    "place__name",
    "village_id",
    "grid_id",
    "unit__name",
    "owner__name",
    "supervisor__name",
    "closed_by__name",
    "contact__name",
    "contact__phone",
    "speaking__who",
    "speaking__unit__name",
    "restricted",
    "late",
    "finished_at",
    "sides",
]
Progress = Callable[[int], object]


def run(
    path: Path, *, scope: str = "", format: str = "xlsx", progress: Progress | None = None
) -> int:
    """`yuanba export`: the whole register, or that of one place (code or name), to a new file."""
    found = Matter.objects.filter(concerned=False)  # a file has no known reader
    root = Place.objects.filter(kind=Kind.COUNTY, until=None).order_by("id").first()
    if scope:
        named = [p for p in places.find(scope) if p.until is None]
        if len(named) != 1:
            message = _("没有找到这个地方，或者不止一个：%(name)s。")
            raise Refused("scope", message % {"name": scope}, field="scope")
        root = named[0]
        column = SCOPE_OF.get(Kind(root.kind), "place_id")
        found = found.filter(**{column: root.pk})
    if root is None:
        raise Refused("scope", _("这里还没有区县。"), field="scope")
    n = write(path, found, kind=format, title=root.name, progress=progress)
    filters = {"scope": scope} if scope else {}
    acts.export_register(
        actor=FOUNDER, place_id=root.pk, filters=filters, rows=n, kind=format, now=clock.now()
    )
    return n


def write(
    target: Path | IO[bytes],
    found: QuerySet[Matter],
    *,
    kind: str,
    title: str,
    progress: Progress | None = None,
    whose: list[int] | None = None,
) -> int:
    """Write the rows of these matters, the oldest first; returns how many. With `whose` names and
    telephones stand in clear, and the ids of the matters that have any are added to it."""
    header = [str(words) for words in HEADER]
    lines = rows(found, whose)
    if kind == "csv":
        return write_csv(target, header, lines, progress=progress)
    sheet = str(_("台账"))
    return write_xlsx(target, header, lines, sheet=sheet, title=title, progress=progress)


def rows(found: QuerySet[Matter], whose: list[int] | None = None) -> Iterator[list[Cell]]:
    """The cells of each matter, in the order of HEADER. Three statements for a thousand rows, one more
    where any of their clocks stood."""
    branches = dict(Category.objects.filter(branch="").values_list("code", "name"))
    names = dict(
        Place.objects.filter(kind__in=[Kind.VILLAGE, Kind.COMMUNITY, Kind.GRID]).values_list(
            "pk", "name"
        )
    )
    for page in pages(found):
        ids = [m["id"] for m in page]
        notes = _notes(m["id"] for m in page if not m["restricted"])
        photos = _photos(ids)
        stops = times.stops(m["id"] for m in page if m["sides"])
        for m in page:
            cells = _cells(m, branches, names, notes.get(m["id"], ""), photos.get(m["id"], 0))
            cells += times.took(m["reported_at"], m["finished_at"], stops.get(m["id"], []))
            if whose is not None and (m["contact__name"] or m["contact__phone"]):
                cells[WHO], cells[PHONE] = m["contact__name"], m["contact__phone"]
                whose.append(m["id"])
            yield cells


def pages(found: QuerySet[Matter]) -> Iterator[list[dict[str, Any]]]:
    """A thousand at a time after the last one seen."""
    ordered, last = found.order_by("reported_at", "id"), None
    while True:
        rest = ordered
        if last is not None:
            at, pk = last
            rest = ordered.filter(Q(reported_at__gt=at) | Q(reported_at=at, id__gt=pk))
        page = [discreet(m) for m in rest.values(*FIELDS)[:PAGE]]
        if not page:
            return
        yield page
        last = page[-1]["reported_at"], page[-1]["id"]


def discreet(m: dict[str, Any]) -> dict[str, Any]:
    """A restricted matter stands in the register with its number, category, unit and days only: a
    table or a sheet of paper is read by more people than its named handlers (domain.md 12.2)."""
    if not m["restricted"]:
        return m
    return m | dict.fromkeys(KEPT_BACK, "") | {"text": m["category__name"] or "", "grid_id": None}


KEPT_BACK = [
    "spot",
    "reason",
    "result",
    "evidence",
    "place__name",
    "owner__name",
    "supervisor__name",
    "contact__name",
    "contact__phone",
    "speaking__unit__name",
]


def _notes(ids: Iterable[int]) -> dict[int, str]:
    """What was done, in the words of the records; never the inside notes."""
    kept: dict[int, list[str]] = {}
    found = Record.objects.filter(subject_id__in=list(ids), act__in=FOLLOWED).order_by("id")
    for pk, at, facts in found.values_list("subject_id", "at", "facts"):
        said = facts.get("text") or facts.get("why") or ""
        if said and not facts.get("inside"):
            kept.setdefault(pk, []).append(f"{day(at)} {said}")
    return {pk: "\n".join(said)[:2000] for pk, said in kept.items()}


def _photos(ids: Iterable[int]) -> dict[int, int]:
    counted: dict[int, int] = {}
    for pk in Photo.objects.filter(matter_id__in=list(ids)).values_list("matter_id", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return counted


def _cells(
    m: Mapping[str, Any], branches: dict[str, str], names: dict[int, str], notes: str, photos: int
) -> list[Cell]:
    branch = branches.get(m["category__branch"] or "", "")
    leaf = m["category__name"] or ""
    grid = names.get(m["grid_id"] or 0, "")
    where = [names.get(m["village_id"], ""), grid.removeprefix(names.get(m["village_id"], ""))]
    if m["place__name"] not in {names.get(m["village_id"]), grid}:
        where.append(m["place__name"])
    return [
        m["number"],
        m["reported_at"],
        str(labels.CHANNELS[m["channel"]][1]),
        who(m),
        words_in.mask_phone(m["contact__phone"]) if m["contact__phone"] else "",
        " ".join(filter(None, [*where, m["spot"]])),
        m["text"],
        " / ".join(filter(None, [branch, leaf])),
        lane(m["lane"]),
        m["reason"],
        m["unit__name"] or "",
        m["owner__name"] or "",
        m["supervisor__name"] or "",
        m["due_at"],
        str(labels.METHODS.get(m["method"], "")),
        notes,
        ending(m),
        replied(m),
        judged(m),
        str(labels.HARDSHIPS.get(m["hardship"], "")),
        m["closed_at"],
        m["closed_by__name"] or "",
        proof(m["evidence"], photos),
    ]


def who(m: Mapping[str, Any]) -> str:
    """罗女士 stays as it was said; a whole name becomes 罗**; nobody is 匿名. Of a body's own matter
    the body; 代 where somebody else spoke for the person."""
    name = m["contact__name"] or m.get("speaking__unit__name") or ""
    if not name:
        return str(_("匿名"))
    if not m["contact__name"]:
        return str(name)
    said = name[1:] in TITLES and len(name) <= 4
    shown = str(name) if said else words_in.mask_name(name)
    return f"{shown}（{_('代')}）" if m.get("speaking__who") in FOR_ANOTHER else shown


TITLES = {"女士", "先生", "大娘", "大爷", "阿姨", "师傅", "老师", "婆婆", "爷爷", "奶奶"}


def lane(code: str) -> str:
    return str(LANE_WORDS[Lane(code)]) if code else ""


def ending(m: Mapping[str, Any]) -> str:
    """The kind of ending and its words, or where the matter stands."""
    if not m["outcome"]:
        return str(labels.STATES[m["state"]][1])
    kind = str(labels.OUTCOMES[m["outcome"]])
    return f"{kind}：{m['result']}" if m["result"] else kind


def replied(m: Mapping[str, Any]) -> str:
    if m["replied_at"] is None:
        return ""
    return f"{day(m['replied_at'])} {labels.REPLY_HOW.get(m['reply_how'], '')}".strip()


def judged(m: Mapping[str, Any]) -> str:
    """What the person said; silence and "never asked" are not satisfaction."""
    if m["satisfied"] is not None:
        return str(_("满意") if m["satisfied"] else _("不满意"))
    if m["solved"] is not None:
        return str(_("办好了") if m["solved"] else _("没办好"))
    if m["state"] == "closed":
        return str(_("没有问过本人") if m["confirmed"] is None else _("未评"))
    return ""


def proof(evidence: str, photos: int) -> str:
    if not photos:
        return evidence
    return f"{evidence} {_('照片%(n)s张') % {'n': photos}}".strip()


def day(at: datetime) -> str:
    local: date = timezone.localtime(at).date()
    return local.isoformat()


def few(found: QuerySet[Matter], most: int) -> list[dict[str, Any]]:
    """The newest few, with what a printed row needs: one statement."""
    newest = found.order_by("-reported_at", "-id").values(*FIELDS)[:most]
    return [discreet(m) for m in newest]


def title_of(role: Role | None, place: str) -> str:
    """Whose register it is, as its head line says it."""
    return place if role is not Role.HANDLER else str(_("%(unit)s承办") % {"unit": place})
