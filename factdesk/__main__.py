"""Where the program starts: the command line, with the window handed to it."""

from __future__ import annotations

import sys
from pathlib import Path


def open_window(desk: Path | None) -> int:
    """Open the window on a desk and return the exit code when it is closed.

    Raises:
        NoDisplayError: no window can be opened here.
    """
    from factdesk.gui.app import run

    return run(desk)


def main() -> None:
    """Run FactDesk with the arguments of this process."""
    from factdesk.cli import run

    sys.exit(run(sys.argv[1:], open_window))


if __name__ == "__main__":
    main()
