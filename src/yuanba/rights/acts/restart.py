"""After a restore: what was signed and is no longer there is put aside by a person, with a reason; so does the
house that cosigned it, on its own side."""

from datetime import datetime

from yuanba.base import permits, records
from yuanba.base.act import act
from yuanba.base.log import heads, house, note, store, witness
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


@act
def forget_head(*, actor: Actor, origin: str, reason: str, now: datetime) -> Tree:
    """联署方忘掉旧树头: their house was restored and its people have said why. Our own record keeps which head
    we had seen, and the reason; the file stays in the folder."""
    permits.require(actor, "rights.forget_head", reach=queries.house())
    seen = witness.seen(origin)
    store.begin(store.HOUSE)
    row = Tree.objects.get(pk=store.HOUSE)
    facts = {"origin": origin[:80], "reason": reason[:300], "seen": seen.size}
    line = note.board(seen.size, seen.root)
    records.write("rights.forget_head", row, actor=actor, at=now, line=line, **facts)
    return row
