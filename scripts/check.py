"""Sets up FactDesk in this checkout with the tools of the checks, then runs every check, the tests last.

python3 scripts/check.py                    all of them
python3 scripts/check.py --fast             without those that take long: types and imports
python3 scripts/check.py tests/test_x.py    further arguments go to pytest
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from supported import stop_on_other_pythons


class Step(NamedTuple):
    """One check: what it is called and the command that makes it."""

    name: str
    command: list[str]


def steps(checkout: Path, program: Mapping[str, str], fast: bool) -> list[Step]:
    """The checks that come before the tests, the quick ones first."""
    readme = checkout / "scripts" / "readme.py"
    found = [
        Step("format", [program["ruff"], "format", "--check", "--quiet", "."]),
        Step("lint", [program["ruff"], "check", "--quiet", "--output-format", "concise", "."]),
    ]
    if readme.exists():
        found.append(Step("readme", [program["python"], str(readme), "--check"]))
    if not fast:
        found.append(Step("imports", [program["lint-imports"], "--no-logo"]))
        found.append(Step("types", [program["mypy"], "--no-error-summary"]))
    return found


def passes(step: Step, checkout: Path, env: Mapping[str, str]) -> bool:
    """Run one check and say how it went; what it printed is shown only if it failed."""
    begun = time.monotonic()
    done = subprocess.run(
        step.command,
        cwd=checkout,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    word = "FAILED" if done.returncode else "ok"
    print(f"{step.name:<8} {word:<6} {time.monotonic() - begun:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, end="", flush=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Set up, run all checks, and return 0 if every one passed, else 1."""
    import bootstrap

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a Windows console may lack a character of a message
    fast = "--fast" in arguments
    rest = [argument for argument in arguments if argument != "--fast"]
    bootstrap.prepare_and_set_up(bootstrap.Level.DEV, wants_window=True)
    # Qt ends the process where it finds no display, and tests open no windows on the person's.
    env = {**bootstrap.run_environment(os.environ), "QT_QPA_PLATFORM": "offscreen"}
    names = ("python", "ruff", "mypy", "lint-imports")
    program = {name: str(bootstrap.venv_bin(bootstrap.CHECKOUT, name)) for name in names}
    failed = [
        step.name for step in steps(bootstrap.CHECKOUT, program, fast) if not passes(step, bootstrap.CHECKOUT, env)
    ]
    if failed:
        print(f"failed before the tests: {', '.join(failed)}", flush=True)
    print("tests", flush=True)
    tests = [program["python"], "-m", "pytest", "-q", "-n", "2", *rest]
    return 1 if subprocess.run(tests, cwd=bootstrap.CHECKOUT, env=env, check=False).returncode or failed else 0


if __name__ == "__main__":
    stop_on_other_pythons()
    sys.exit(main(sys.argv[1:]))
