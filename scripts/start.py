"""Sets up FactDesk in this checkout where that is still to do, then runs it.

python3 scripts/start.py                       makes the sample desk and opens it
python3 scripts/start.py claims --format csv   runs any command of factdesk
"""

from __future__ import annotations

import sys

from supported import stop_on_other_pythons


def main(arguments: list[str]) -> int:
    """Set up, then run `factdesk` with these arguments, or its demo."""
    import bootstrap
    import machine

    command = arguments or ["demo"]
    qt_finds_all = bootstrap.prepare_and_set_up(bootstrap.Level.RUN, wants_window=command[0] == "demo")
    if command == ["demo"] and not qt_finds_all:
        machine.say("Going on without a window.")
        command = ["demo", "--no-window"]
    return bootstrap.run_factdesk(bootstrap.CHECKOUT, command)


if __name__ == "__main__":
    stop_on_other_pythons()
    sys.exit(main(sys.argv[1:]))
