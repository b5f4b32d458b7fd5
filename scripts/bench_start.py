"""How long the window takes from the start of its process, beside a bare window of the same toolkit.

    python scripts/bench_start.py [--runs 7] [--desk FILE]

Needs a display (or xvfb-run). Prints medians and their ratio: seconds differ between machines, ratios hardly.
"Usable" is when the first screen has shown what stands on the desk and the window has nothing left to do.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1200, 760)
window.show()
def done():
    print("usable", flush=True)
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""
REAL = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from factdesk.gui.app import make_application
from factdesk.gui.program import Program
app = make_application(["factdesk"])
program = Program(app)
window = program.window
def look():
    if window.current and window.panel("desk")._day.text():
        print("usable", flush=True)
        program.end()
        os._exit(0)
    QTimer.singleShot(2, look)
program.start(Path(sys.argv[1]))
print("shown", flush=True)
QTimer.singleShot(0, look)
app.exec()
"""


def times(code: str, *arguments: str) -> dict[str, float]:
    """Start a process and return after how many seconds it said each of its words."""
    began = time.perf_counter()
    said = {}
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said[line.strip()] = time.perf_counter() - began
    if "usable" not in said:
        raise SystemExit("The window did not open; is there a display?")
    return said


def make_desks(folder: Path) -> dict[str, Path]:
    """Return an empty desk and one with the sample reports."""
    from factdesk.desk import make_sample_desk, open_desk

    desks = {name: folder / f"{name}.factdesk" for name in ("empty", "sample")}
    for name, path in desks.items():
        with open_desk(path) as desk:
            if name == "sample":
                make_sample_desk(desk)
    return desks


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--desk", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTDESK_HOME"] = folder
        desks = {asked.desk.stem: asked.desk} if asked.desk else make_desks(Path(folder))
        bare: list[float] = []
        real: dict[str, list[dict[str, float]]] = {name: [] for name in desks}
        for _ in range(asked.runs):
            # In turn, so that a busy moment of the machine meets all of them.
            bare.append(times(BARE)["usable"])
            for name, path in desks.items():
                real[name].append(times(REAL, str(path)))
    base = statistics.median(bare)
    print(f"bare window      {base:.3f} s")
    for name, runs in real.items():
        shown, usable = (statistics.median(run[word] for run in runs) for word in ("shown", "usable"))
        print(
            f"{name + ' desk':16} {shown:.3f} s shown, {usable:.3f} s usable: {usable / base:.2f} times a bare window"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
