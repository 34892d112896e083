"""What is kept of tables on their way in and out. The tables themselves are files, taken away after
seven days (in) and one day (out)."""

from yuanba.base.personal import Basis, Class, Keep, holds, nobody
from yuanba.base.text import _

holds(
    "exchange.TableIn",
    ["samples"],
    _("传上来的表格的前三行"),
    purpose=_("认列：看每一列是什么"),
    basis=Basis.DUTY,
    kind=Class.PERSONAL,
    seen_by=_("本地方有导入权的人"),
    keep=Keep.SHORT,
)
nobody(
    "exchange.TableIn",
    "language", "name", "token", "sha256", "mapping", "kind", "headings", "digest", "columns",
    "trouble", "made_places", "sums",
)  # fmt: skip
nobody("exchange.Layout", "digest", "mapping", "kind", "columns")
nobody("exchange.TableOut", "language", "filters", "reason", "answer", "token", "sha256")
