"""Is there a display? Asked before Qt is, which ends the whole process where there is none."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping

_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
_WITHOUT_SCREEN = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs")


def why_no_window(environment: Mapping[str, str] = os.environ) -> str:
    """Return in a sentence why no window can be opened; empty where one can."""
    if sys.platform != "linux":
        return ""
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if platform in _WITHOUT_SCREEN or environment.get("WAYLAND_DISPLAY"):
        return ""
    display = environment.get("DISPLAY")
    if not display:
        return (
            "There is no display (DISPLAY and WAYLAND_DISPLAY are not set), so no window can be opened; "
            "the commands work without one: factdesk --help."
        )
    missing = [package for library, package in _PACKAGES.items() if not _loads(library)]
    if missing:
        return f"Libraries of the desktop are missing, so no window can be opened: apt install {' '.join(missing)}"
    return "" if _connects(display) else f"No window can be opened: the display {display} does not answer."


def _loads(library: str, load: Callable[[str], object] = ctypes.CDLL) -> bool:
    try:
        load(library)
    except OSError:
        return False
    return True


def _connects(display: str) -> bool:
    """Try the connection that Qt would make."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
