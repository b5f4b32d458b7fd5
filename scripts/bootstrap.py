"""Makes this checkout ready to run: `.venv` with the pinned packages and FactDesk itself in it.

Needs nothing but Python; `start.py` and `check.py` call it. A second call finds all in place and returns at once.
"""

import enum
import hashlib
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import machine
from machine import SetupError, say
from supported import SUPPORTED

CHECKOUT = Path(__file__).resolve().parent.parent


class Level(enum.IntEnum):
    """How much is set up; the higher includes the lower."""

    RUN = 1
    DEV = 2


REQUIREMENTS = {Level.RUN: "scripts/requirements.txt", Level.DEV: "scripts/requirements-dev.txt"}


def venv_bin(checkout: Path, name: str) -> Path:
    """The path of a program in the checkout's environment."""
    if sys.platform == "win32":
        return checkout / ".venv" / "Scripts" / f"{name}.exe"
    return checkout / ".venv" / "bin" / name


def stamp_path(checkout: Path) -> Path:
    """The file that says what the environment was set up for."""
    return checkout / ".venv" / "factdesk-setup.json"


def unfinished_path(checkout: Path) -> Path:
    """The file that is there while set-up is under way, and stays if it is interrupted."""
    return checkout / ".venv" / "factdesk-setup.unfinished"


def fingerprint(checkout: Path, level: Level) -> str:
    """A hash of all that the environment depends on: what is asked for, which Python, and where the checkout lies."""
    # The scripts in an environment carry its absolute path, so a moved checkout is not set up.
    python = os.path.realpath(venv_bin(checkout, "python"))
    digest = hashlib.sha256(f"{checkout}\0{python}\0{os.path.exists(python)}\0".encode())
    for name in (REQUIREMENTS[level], "pyproject.toml", ".venv/pyvenv.cfg"):
        file = checkout / name
        digest.update(file.read_bytes() if file.exists() else b"")
        digest.update(b"\0")
    return digest.hexdigest()


def is_ready(checkout: Path, level: Level) -> bool:
    """Whether the environment is complete for this level, told without starting any program."""
    try:
        stamp = json.loads(stamp_path(checkout).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(stamp, dict) or stamp.get(level.name) != fingerprint(checkout, level):
        return False
    return venv_bin(checkout, "factdesk").exists() and not unfinished_path(checkout).exists()


def write_stamp(checkout: Path, level: Level) -> None:
    """Record that the environment is complete for this level and the lower ones."""
    stamp = {each.name: fingerprint(checkout, each) for each in Level if each <= level}
    new = stamp_path(checkout).with_suffix(".new")
    new.write_text(json.dumps(stamp), encoding="utf-8")
    new.replace(stamp_path(checkout))


def pinned(requirements: str, package: str) -> str:
    """The lines of one package, with its hashes, out of a requirements file."""
    found = re.search(rf"^{re.escape(package)}==(?:[^\n]*\\\n)*[^\n]*\n?", requirements, re.MULTILINE)
    if not found:
        raise SetupError(f"The list of packages names no {package}; the checkout is not complete.")
    return found.group()


def has_system_certificates(environ: Mapping[str, str]) -> bool:
    """Whether the system brings certificates; a bare Debian has none, and uv's own must do."""
    if not sys.platform.startswith("linux") or environ.get("SSL_CERT_FILE"):
        return True
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    return bool(paths.cafile) or bool(folder and folder.is_dir() and any(folder.iterdir()))


def installer_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of uv and pip: the system's certificates, and pip's mirror for uv too."""
    env = dict(environ)
    if has_system_certificates(environ):
        env.setdefault("UV_SYSTEM_CERTS", "1")
    if "PIP_INDEX_URL" in env and "UV_INDEX_URL" not in env:
        env.setdefault("UV_DEFAULT_INDEX", env["PIP_INDEX_URL"])
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return env


def run_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of what is run: compiled modules are kept, or every start would compile spaCy again."""
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def succeeds(command: list[str], quiet: bool = False) -> bool:
    """Run an installer; its output goes to standard error."""
    env = installer_environment(run_environment(os.environ))
    out = subprocess.DEVNULL if quiet else sys.stderr
    try:
        done = subprocess.run(
            command, cwd=CHECKOUT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def make_venv(checkout: Path) -> None:
    """Make `.venv` if it is not there or does not work."""
    folder, python = checkout / ".venv", venv_bin(checkout, "python")
    allowed = ", ".join(str(each) for each in SUPPORTED)
    works = succeeds([str(python), "-c", f"import sys; sys.exit(sys.version_info[:2] not in [{allowed}])"], quiet=True)
    if works and not unfinished_path(checkout).exists():
        return
    if folder.exists():
        if not (folder / "pyvenv.cfg").exists() and not unfinished_path(checkout).exists():
            raise SetupError(f"{folder} is not an environment of Python's; move it away and try again.")
        say("Set-up: .venv is not complete; making it anew")
        shutil.rmtree(folder)
    say(f"Set-up: making .venv with Python {sys.version.split()[0]}")
    folder.mkdir()
    unfinished_path(checkout).touch()
    base = getattr(sys, "_base_executable", None) or sys.executable
    without_pip = [] if machine.has_ensurepip() else ["--without-pip"]
    # Its output is worth reading only if it fails, not when it is interrupted.
    command = [base, "-m", "venv", *without_pip, str(folder)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"Python could not make an environment in {folder}: {done.stderr or done.stdout}".rstrip())


def first_installer(checkout: Path) -> list[str]:
    """The beginning of a command that installs into the environment before uv is there."""
    python = str(venv_bin(checkout, "python"))
    if succeeds([python, "-m", "pip", "--version"], quiet=True):
        return [python, "-m", "pip", "install", "-qq"]
    if succeeds([sys.executable, "-m", "pip", "--version"], quiet=True):
        return [sys.executable, "-m", "pip", "--python", python, "install", "-qq"]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", python]
    raise SetupError("Neither pip nor uv is here to install packages with; remove .venv and try again.")


def install_packages(checkout: Path, level: Level) -> None:
    """Install the pinned packages and FactDesk itself, with uv, or with pip where uv does not run."""
    requirements = checkout / REQUIREMENTS[level]
    text = requirements.read_text(encoding="utf-8")
    count = len(re.findall("^[a-z].*==", text, re.MULTILINE))
    say(f"Set-up: installing {count} packages into .venv (the first time some 250 MB are fetched)")
    first = first_installer(checkout)
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder, "uv.txt")
        only_uv.write_text(pinned(text, "uv"), encoding="utf-8")
        uv_is_there = succeeds([*first, "--require-hashes", "-r", str(only_uv)])
    progress = [] if sys.stderr.isatty() else ["--quiet"]
    uv = [str(venv_bin(checkout, "uv")), "pip", "install", *progress, "--python", str(venv_bin(checkout, "python"))]
    if uv_is_there and install_with([*uv, "--compile-bytecode"], checkout, requirements):
        return
    say("Set-up: uv could not install them; trying pip")
    if not install_with(first, checkout, requirements):
        raise SetupError("The packages could not be installed; is there a network? Try again, what is fetched is kept.")


def install_with(command: list[str], checkout: Path, requirements: Path) -> bool:
    """Install the packages, then FactDesk as it lies in the checkout; what builds it is among the packages."""
    packages = succeeds([*command, "--require-hashes", "-r", str(requirements)])
    return packages and succeeds([*command, "--no-deps", "--no-build-isolation", "-e", str(checkout)])


@contextmanager
def one_at_a_time(checkout: Path) -> Iterator[None]:
    """Let a second set-up of the same checkout wait for the first."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (checkout / REQUIREMENTS[Level.RUN]).open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def set_up(checkout: Path, level: Level) -> None:
    """Make the environment complete for this level.

    Raises:
        SetupError: something is missing that cannot be installed from here.
    """
    with one_at_a_time(checkout):
        if is_ready(checkout, level):
            return
        begun = time.monotonic()
        make_venv(checkout)
        unfinished_path(checkout).touch()
        stamp_path(checkout).unlink(missing_ok=True)
        try:
            install_packages(checkout, level)
        except SetupError:
            # An installer that says no leaves the environment whole; one that is killed may not.
            unfinished_path(checkout).unlink()
            raise
        write_stamp(checkout, level)
        unfinished_path(checkout).unlink()
        say(f"Set-up: done in {time.monotonic() - begun:.0f} s")


def prepare_and_set_up(level: Level, wants_window: bool) -> bool:
    """See to the machine and the environment; returns whether Qt finds all it needs.

    Ends the program with one message where that cannot be done.
    """
    ready = is_ready(CHECKOUT, level)
    if ready and not wants_window:
        return True
    try:
        qt = machine.prepare(os.environ, makes_venv=not ready and not venv_bin(CHECKOUT, "python").exists())
        if not ready:
            set_up(CHECKOUT, level)
    except SetupError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit("Set-up was interrupted; the next run starts it over.")
    return qt


def run_factdesk(checkout: Path, arguments: list[str]) -> int:
    """Run `factdesk` with these arguments; on POSIX this process becomes it."""
    program = str(venv_bin(checkout, "factdesk"))
    env = run_environment(os.environ)
    sys.stderr.flush()
    if sys.platform != "win32":
        os.execve(program, [program, *arguments], env)
    return subprocess.run([program, *arguments], env=env, check=False).returncode
