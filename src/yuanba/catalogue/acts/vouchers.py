"""加凭据、核对凭据: the village shows the paper, the supervision committee says whether it is right."""

from datetime import datetime

from yuanba.base import records
from yuanba.base.act import act
from yuanba.base.errors import Denied
from yuanba.base.permits import Actor
from yuanba.catalogue.acts.common import person, the_part
from yuanba.catalogue.models import Voucher
from yuanba.catalogue.rules import figures
from yuanba.catalogue.rules import vouchers as rules
from yuanba.catalogue.rules.issues import State
from yuanba.catalogue.rules.vouchers import Verdict
from yuanba.matters.acts.common import Picture


@act
def attach_voucher(
    *,
    actor: Actor,
    part_id: int,
    picture: Picture,
    what: str,
    fen: int,
    now: datetime,
    replaces_id: int | None = None,
) -> Voucher:
    """加凭据: a picture of the paper and its sum; in the place of one that was sent back, or beside the others."""
    part = the_part(actor, part_id, "catalogue.attach_voucher")
    kept = rules.attach(
        state=State(part.issue.state),
        by_hand=bool(figures.of_plain(part.drawn).missing),
        what=what,
        fen=fen,
        there=part.vouchers.count(),
    )
    before = None
    if replaces_id is not None:
        before = part.vouchers.filter(pk=replaces_id).first()
        if before is None:
            raise Denied("catalogue.attach_voucher")
        rules.replace(verdict=Verdict(before.verdict), replaced=before.replaced)
    found = Voucher.objects.create(
        part=part, what=kept, fen=fen, name=picture.name, digest=picture.digest,
        width=picture.width, height=picture.height, at=now, replaces=before,
        by=person(actor, "catalogue.attach_voucher"),
    )  # fmt: skip
    facts = {"voucher": str(found.pk), "what": kept, "fen": str(fen), "digest": found.digest}
    facts["replaces"] = str(before.pk) if before else ""
    records.write("catalogue.attach_voucher", part, actor=actor, at=now, **facts)
    return found


@act
def look_at_voucher(
    *, actor: Actor, voucher_id: int, verdict: Verdict, remark: str, now: datetime
) -> Voucher:
    """核对凭据: right, or sent back and why. Changes nothing of paper, sum or words."""
    part_id = Voucher.objects.filter(pk=voucher_id).values_list("part_id", flat=True).first()
    part = the_part(actor, part_id or 0, "catalogue.look_at_voucher")
    found = part.vouchers.select_for_update(of=("self",)).get(pk=voucher_id)
    by = person(actor, "catalogue.look_at_voucher")
    found.remark = rules.look(
        state=State(part.issue.state),
        verdict=Verdict(verdict),
        remark=remark,
        looker=by.pk,
        attached=found.by_id,
    )
    found.verdict, found.seen_at, found.seen_by = Verdict(verdict), now, by
    found.save(update_fields=["verdict", "remark", "seen_at", "seen_by"])
    facts = {"voucher": str(found.pk), "verdict": found.verdict, "remark": found.remark}
    records.write("catalogue.look_at_voucher", part, actor=actor, at=now, **facts)
    return found
