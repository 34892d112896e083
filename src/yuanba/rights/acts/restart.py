"""After a restore: what was signed and is no longer there is put aside by a person, with a reason."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.log import heads, house, note
from yuanba.base.log.models import Tree
from yuanba.base.permits import Actor
from yuanba.rights import queries


@act
def set_heads_aside(*, actor: Actor, tree_id: int, reason: str, now: datetime) -> Tree:
    """旧树头放到一边: the tree lost leaves that were signed. Its own record says how many and why, and the
    old head stays in the folder of the signer."""
    permits.require(actor, "rights.set_heads_aside", reach=queries.house())
    row = Tree.objects.select_for_update().get(pk=tree_id)
    seen = note.parse(house.last(row.origin) or "")[0]
    heads.go_on(row.pk)
    facts = {"reason": reason[:300], "signed": seen.size, "there": row.size}
    records.write("rights.set_heads_aside", row, actor=actor, at=now, **facts)
    return row
