"""What supervision keeps about people: what a resident told in confidence, sealed."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "supervision.Clue",
    ["words", "contact"],
    _("您给监督委员会的线索，和您留下的联系方式"),
    purpose=_("查清您说的事，把结果告诉您"),
    basis=Basis.ASKED,
    kind=Class.SENSITIVE,
    seen_by=_("您选的那一级监督的人，每看一次留一条记录"),
    keep=Keep.ANONYMOUS,
)
nobody("supervision.Clue", "receipt", "handed_to", "answer")
nobody("supervision.Sample", "salt", "seed", "frame")
nobody("supervision.Pick", "title", "words", "answer")
nobody("supervision.Suggestion", "words", "answer")
nobody("supervision.Report", "words", "figures")
nobody("supervision.Finding", "source", "words", "put_right", "check_words")
