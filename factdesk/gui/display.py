"""Is there a display? Asked before Qt is, which ends the whole process where there is none."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

_ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
_X11 = {
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WITHOUT_SCREEN = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs")


def why_no_window(environment: Mapping[str, str] = os.environ, load: Callable[[str], object] = ctypes.CDLL) -> str:
    """Return in a sentence why no window can be opened; empty where one can.

    Args:
        environment: the environment variables.
        load: loads a shared library, or raises OSError.
    """
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if sys.platform != "linux" or platform in _WITHOUT_SCREEN:
        return ""
    display, has_wayland = environment.get("DISPLAY"), bool(environment.get("WAYLAND_DISPLAY"))
    if not display and not has_wayland:
        return (
            "There is no display (DISPLAY and WAYLAND_DISPLAY are not set), so no window can be opened; "
            "the commands work without one: factdesk --help."
        )
    needed = _ALWAYS if has_wayland else _ALWAYS | _X11
    missing = [package for library, package in needed.items() if not _loads(library, load)]
    if missing:
        names = " ".join(missing)
        return f"Libraries of the desktop are missing; on Debian or Ubuntu type: sudo apt-get install {names}"
    if has_wayland or display is None or _connects(display):
        return ""
    return f"No window can be opened: the display {display} does not answer."


def _loads(library: str, load: Callable[[str], object]) -> bool:
    try:
        load(library)
    except OSError:
        return False
    return True


def _connects(display: str) -> bool:
    """Try the connection that Qt would make."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
