"""Which Pythons FactDesk runs on. Older Pythons read this file too, so that they can say what is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys

SUPPORTED = ((3, 11), (3, 12), (3, 13))


def version_problem(version: tuple[int, ...], found: list[str]) -> str | None:
    """Return one sentence if FactDesk does not run on this version of Python, else None.

    `found` names the commands of this machine that would do.
    """
    if tuple(version[:2]) in SUPPORTED:
        return None
    advice = f"run this with {found[0]}." if found else "install one of them and run this with it."
    return f"FactDesk runs on Python 3.11, 3.12 and 3.13, and this is {version[0]}.{version[1]}; {advice}"


def runs(name: str) -> bool:
    """Whether this command is a Python that starts; a version manager leaves commands that do not."""
    if not shutil.which(name):
        return False
    return subprocess.call([name, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def stop_on_other_pythons() -> None:
    """End the program with one sentence on a Python that is too old or too new."""
    names = [f"python{major}.{minor}" for major, minor in reversed(SUPPORTED)]
    problem = version_problem(tuple(sys.version_info[:2]), [name for name in names if runs(name)])
    if problem:
        sys.exit(problem)
