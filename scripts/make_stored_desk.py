"""Write a small desk of today's format for the tests to keep: later formats must open it without loss.

    python scripts/make_stored_desk.py

Run once for each format that is released; a stored desk is never written again.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from factdesk import open_desk  # noqa: E402
from factdesk.desk import Desk  # noqa: E402
from factdesk.model import GivenClaim, Kind, Outcome, Relation, Review  # noqa: E402
from factdesk.store.schema import STEPS  # noqa: E402
from tests.desk.engines import MarkedEngine  # noqa: E402

FOLDER = ROOT / "tests" / "store" / "desks"
FIRST = "Claim: Petrel will land in the “north” — by June.\nMaybe: Heron follows later.\n"
LATER = "Confirmed: Petrel landed today.\nThe crowd cheered on the dunes. 🎉\n"
OTHER = "Denied: Petrel never landed there.\nAn engineer said so.\n"


def ticking() -> datetime:
    """Return moments one second apart."""
    ticking.now += timedelta(seconds=1)  # type: ignore[attr-defined]
    return ticking.now  # type: ignore[attr-defined, no-any-return]


ticking.now = datetime(2026, 6, 1, 12, tzinfo=UTC)  # type: ignore[attr-defined]


def fill(desk: Desk) -> None:
    """Do one of everything that leaves a trace."""
    for text, day in ((FIRST, date(2026, 1, 1)), (LATER, date(2026, 2, 1)), (OTHER, date(2026, 3, 1))):
        desk.reports.add_captures([desk.reports.capture_text(text, published=day, outlet="Ledger", title=text[:20])])
    (first,) = desk.claims.ids()
    desk.claims.add(1, GivenClaim("Maybe: Heron follows later."))
    desk.claims.edit(
        first, text="Petrel lands in the north.", kind=Kind.PREDICTION, due_words="2026-02-15", speaker="Ada"
    )
    desk.claims.tag([first], add=["birds", "north"])
    desk.claims.review([first], Review.VERIFIED)
    desk.evidence.decide(desk.evidence.ids("relation:confirms"), accept=True)
    desk.evidence.decide(desk.evidence.ids("relation:contradicts"), relation=Relation.PARTLY)
    desk.claims.set_outcome([first], Outcome.UNRESOLVABLE, "Two landings were meant.")
    desk.log.undo()
    desk.set_setting("time_zone", "Europe/Berlin")
    for report_id, quote, speaker in (
        (1, "Maybe: Heron follows later.", "Ada Okoro"),
        (2, "The crowd cheered on the dunes.", "The Harbour Pilot"),
        (3, "An engineer said so.", "President Ada Okoro"),
    ):
        (added,) = desk.claims.add(report_id, GivenClaim(quote)).claims
        desk.claims.edit(added, speaker=speaker)
    desk.speakers.merge(desk.speakers.find("Ada Okoro").id, [desk.speakers.find("The Harbour Pilot").id])
    desk.speakers.split("President Ada Okoro")
    desk.claims.fold(added, first)
    (repeated,) = [e for e in desk.evidence.of_claim(first) if e.evidence.restates]
    desk.evidence.unfold(repeated.evidence.id)
    desk.claims.fold(added, first)


def main() -> None:
    """Write the desk and, beside it, what it holds."""
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"format-{len(STEPS)}.factdesk"
    if file.exists():
        raise SystemExit(f"{file} is there already; a stored desk is never written again.")
    with open_desk(file, actor="ann", clock=ticking, engine=MarkedEngine()) as desk:
        fill(desk)
        held = {
            what: list(desk.export.rows(what=what, as_of=date(2026, 6, 1)))
            for what in ("claims", "evidence", "reports", "speakers")
        }
        held["history"] = [[op.id, op.name, op.summary, op.is_undone] for op in desk.log.history()]
    file.with_suffix(".json").write_text(json.dumps(held, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
