"""Pin every package with its hashes, for Linux, macOS and Windows and Python 3.11 to 3.13.

Run it after a change of the dependencies in `pyproject.toml`: `python3 scripts/pin.py`; arguments go to uv, so
`python3 scripts/pin.py --upgrade` takes newer releases. It needs a checkout that `scripts/check.py` has set up.

    requirements.txt      what the program needs, and what installs it
    requirements-dev.txt  the same, with the tools of the checks
"""

import subprocess
import sys

from bootstrap import CHECKOUT, REQUIREMENTS, Level, venv_bin

COMPILE = ("pip", "compile", "--universal", "--generate-hashes", "--no-annotate", "--python-version", "3.11")


def main(arguments: list[str]) -> int:
    """Write both files; the second takes the versions of the first."""
    uv = str(venv_bin(CHECKOUT, "uv"))
    run, dev = REQUIREMENTS[Level.RUN], REQUIREMENTS[Level.DEV]
    options = [*COMPILE, "--quiet", "--system-certs", "--custom-compile-command", "python3 scripts/pin.py", *arguments]
    for extra in (["-o", run], ["-o", dev, "--extra", "dev", "--constraint", run]):
        done = subprocess.run(
            [uv, *options, *extra, "pyproject.toml", "scripts/requirements.in"], cwd=CHECKOUT, check=False
        )
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
