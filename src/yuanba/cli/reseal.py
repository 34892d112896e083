"""`yuanba reseal`: seal names and telephones anew with the present secret.

A new secret takes three steps, so that a server that runs never meets what it cannot read:
`yuanba reseal --new-secret` makes one and keeps the old beside it; the server is started again and
reads with both; `yuanba reseal` seals every row with the new one. The old secret stays in
secret.old for as long as slips printed before are about: their links and codes are signed with it.
"""

import argparse
import os
import secrets
from pathlib import Path

from yuanba.cli.begin import begin
from yuanba.cli.faults import Fault
from yuanba.cli.say import tell


def arguments(parser: argparse.ArgumentParser, _name: str) -> None:
    parser.add_argument(
        "--new-secret",
        action="store_true",
        help="先换一把新密钥，旧的留着 · first make a new secret and keep the old one",
    )


def run(args: argparse.Namespace) -> int:
    begin()
    from django.conf import settings

    if args.new_secret:
        _new_secret(Path(settings.HOME))
        tell(
            "换好了。请重新启动服务，再运行：yuanba reseal",
            "A new secret is in place. Start the server again, then run: yuanba reseal",
        )
        return 0
    from yuanba.base import resealing

    if lost := resealing.held().lost:
        raise Fault(
            f"有 {lost} 处姓名、电话是用别的密钥密封的，读不出来：请先把旧密钥放回 secret.old。",
            f"{lost} names and numbers are sealed with a secret that is not here: secret.old first.",
        )
    n = resealing.reseal()
    tell(f"重新密封了 {n} 行姓名、电话。", f"Sealed anew: {n} rows of names and numbers.")
    return 0


def _new_secret(home: Path) -> None:
    """Old first, then new: a cut between the two leaves the old one in force."""
    if os.environ.get("YUANBA_SECRET_KEY"):
        raise Fault(
            "密钥由 YUANBA_SECRET_KEY 给出：请把旧值放进 YUANBA_OLD_SECRET_KEYS，再换新值。",
            "The secret comes from YUANBA_SECRET_KEY: put the old value into YUANBA_OLD_SECRET_KEYS.",
        )
    file, old = home / "secret", home / "secret.old"
    with os.fdopen(os.open(old, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as out:
        out.write(file.read_text().strip() + "\n")
        out.flush()
        os.fsync(out.fileno())
    fresh = home / "secret.new"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(48))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
