"""What FactDesk needs of the machine itself: a way to make an environment, and on Linux Qt's system libraries."""

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

# What Qt's packages are built for: Debian 12, Ubuntu 22.04; on ARM Debian 13, Ubuntu 24.04.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}

# Library -> Debian package. What `import PySide6.QtWidgets` and the offscreen platform load ...
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
# ... and what a window on an X display loads besides.
XCB_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class SetupError(Exception):
    """Set-up cannot go on; the message is one a person can act on."""


def say(text: str) -> None:
    """Tell the person at the terminal; standard output stays for data."""
    print(text, file=sys.stderr, flush=True)


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window could be shown on this machine."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def can_load(library: str) -> bool:
    """Whether the system's loader finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(display: bool, can_load: Callable[[str], bool] = can_load) -> dict[str, str]:
    """The system libraries Qt would look for in vain, with the Debian package of each."""
    if not sys.platform.startswith("linux"):
        return {}
    wanted = {**QT_LIBRARIES, **(XCB_LIBRARIES if display else {})}
    return {library: package for library, package in wanted.items() if not can_load(library)}


def has_ensurepip() -> bool:
    """Whether this Python can put pip into a new environment; Debian's can only with a package of its own."""
    return importlib.util.find_spec("ensurepip") is not None


def venv_packages() -> list[str]:
    """The Debian package that `python -m venv` lacks, if nothing else here could bring in packages."""
    if has_ensurepip() or importlib.util.find_spec("pip") or shutil.which("uv"):
        return []
    return [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def check_libc(processor: str, libc: tuple[str, str]) -> None:
    """Raise SetupError on a Linux that Qt's packages are not built for."""
    name, version = libc
    oldest = OLDEST_GLIBC.get(processor)
    if oldest is None:
        raise SetupError(f"FactDesk runs on Linux for x86_64 and aarch64, and this is {processor}.")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name != "glibc" or numbers < oldest:
        found = f"{name or 'another C library'} {version}".strip()
        raise SetupError(f"FactDesk needs glibc {oldest[0]}.{oldest[1]} or newer on Linux; this system has {found}.")


def install_command(packages: Iterable[str]) -> str:
    """The line a person can type to install Debian packages."""
    return "sudo apt-get install " + " ".join(packages)


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages as root; False where that cannot be done or fails."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"Set-up: installing system packages with apt-get: {' '.join(packages)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *options, *command],
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        # A failed update is no reason to stop: the lists at hand may do.
        if done.returncode and command[0] == "install":
            say(f"Set-up: apt-get could not install them: {done.stderr.strip() or done.stdout.strip()}")
            return False
    importlib.invalidate_caches()
    return True


def prepare(environ: Mapping[str, str], makes_venv: bool) -> bool:
    """See to what the machine lacks: install it as root, else say how.

    Returns whether Qt finds all it needs.

    Raises:
        SetupError: Python cannot make an environment here, or Qt's packages cannot run here.
    """
    if sys.platform.startswith("linux"):
        check_libc(platform.machine(), platform.libc_ver())
    libraries = missing_libraries(has_display(environ))
    venv = venv_packages() if makes_venv else []
    wanted = [*venv, *libraries.values()]
    if not wanted or apt_install(wanted):
        return True
    if venv:
        command = install_command(wanted)
        raise SetupError(f"Python here cannot make an environment; run this, then the same again:\n  {command}")
    tell_missing(libraries)
    return False


def tell_missing(libraries: Mapping[str, str]) -> None:
    """Say how to get Qt's system libraries, where they cannot be installed from here."""
    how = f"to install them:\n  {install_command(libraries.values())}"
    if not shutil.which("apt-get"):
        how = f"the system's package manager has them: {', '.join(libraries)}"
    say(f"The window needs system libraries that are not here; {how}")
