"""Take the README's pictures: the real program on the sample desk, every screen, light and dark.

    python scripts/screenshots.py [--out FOLDER] [--size 1280x800] [--desk FILE] [--themes light,dark]

Needs no display. Without --desk the sample desk is made first, some of its claims reviewed and matches accepted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from factdesk.desk import make_sample_desk, open_desk  # noqa: E402
from factdesk.gui import theme  # noqa: E402
from factdesk.gui.app import make_application  # noqa: E402
from factdesk.gui.program import Program  # noqa: E402
from factdesk.gui.window import Window  # noqa: E402
from factdesk.model import Review  # noqa: E402

_SETTLE = 1.2
"""Seconds given to work behind the window before a picture is taken."""
_SHOWN_CLAIM = "outcome:late visit"
"""The claim whose page is shown: the first of these."""


def make_desk(path: Path) -> None:
    """Make the sample desk and do a little work on it, as a person would."""
    with open_desk(path, actor="Ann") as desk:
        make_sample_desk(desk)
        ids = list(desk.claims.ids(sort="-score"))
        desk.claims.review(ids[:6], Review.VERIFIED)
        desk.claims.review(ids[-3:], Review.REJECTED)
        desk.claims.review(ids[8:9], Review.FLAGGED)
        desk.evidence.decide(desk.evidence.ids("relation:confirms state:proposed")[:2], accept=True)


def settle(app: QApplication, seconds: float = _SETTLE) -> None:
    """Let the program work for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


def views(window: Window, path: Path) -> dict[str, Callable[[], None]]:
    """Return what to show for each picture."""
    with open_desk(path, write=False) as desk:
        found = list(desk.claims.ids(_SHOWN_CLAIM)) or list(desk.claims.ids())
        report = desk.claims.get(found[0]).claim.report_id

    def come_from(screen: str, go: Callable[[], None]) -> None:
        window.show_screen(screen)
        go()

    shown = {
        name: (lambda name=name: window.show_screen(name))
        for name in ("desk", "triage", "matches", "claims", "sources", "add", "export", "history", "settings")
    }
    shown["claim"] = lambda: come_from("claims", lambda: window.open_claim(found[0]))
    shown["reports"] = lambda: come_from("reports", lambda: window.open_report(report, 0, 0))
    return shown


def main() -> int:
    """Take all pictures; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "screenshots")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--desk", type=Path)
    parser.add_argument("--themes", default="light,dark")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTDESK_HOME"] = folder
        path = asked.desk or Path(folder) / "sample.factdesk"
        if asked.desk is None:
            make_desk(path)
        take(path, asked)
    return 0


def take(path: Path, asked: argparse.Namespace) -> None:
    """Open the program on a desk and take a picture of every screen in every theme."""
    app = make_application([sys.argv[0]])
    program = Program(app)
    program.start(path)
    window = program.window
    window.resize(QSize(*map(int, asked.size.split("x"))))
    settle(app, 3)
    for name in asked.themes.split(","):
        theme.apply(app, theme.Theme(name))
        for view, show in views(window, path).items():
            show()
            settle(app)
            window.grab().save(str(asked.out / f"{view}-{name}.png"))
    program.end()


if __name__ == "__main__":
    sys.exit(main())
