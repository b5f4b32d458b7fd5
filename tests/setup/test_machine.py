import ast
from pathlib import Path

import machine
import pytest
import supported

from tests.setup.conftest import SCRIPTS

linux_only = pytest.mark.skipif(not machine.sys.platform.startswith("linux"), reason="Debian's packages")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_pythons_are_let_through(version: tuple[int, int]) -> None:
    assert supported.version_problem(version, []) is None


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 14)])
def test_another_python_is_told_in_one_sentence_with_what_would_do(version: tuple[int, int]) -> None:
    told = supported.version_problem(version, ["python3.13", "python3.11"])
    assert told is not None
    assert f"this is 3.{version[1]}; run this with python3.13." in told
    assert "\n" not in told
    assert "install one" in (supported.version_problem(version, []) or "")


@pytest.mark.parametrize("name", ["start.py", "check.py", "supported.py"])
def test_an_older_python_can_read_the_files_that_tell_it_so(name: str) -> None:
    tree = ast.parse(Path(SCRIPTS, name).read_text(encoding="utf-8"), feature_version=(3, 7))
    # Else `list[str]` in a signature ends Python 3.8 before it can say anything.
    assert ast.unparse(tree.body[1]) == "from __future__ import annotations"


@linux_only
def test_only_missing_libraries_are_asked_for_and_those_of_x_only_with_a_display() -> None:
    def lacks_two(library: str) -> bool:
        return library not in ("libEGL.so.1", "libxcb-cursor.so.0")

    assert machine.missing_libraries(False, lacks_two) == {"libEGL.so.1": "libegl1"}
    assert list(machine.missing_libraries(True, lacks_two).values()) == ["libegl1", "libxcb-cursor0"]
    assert machine.missing_libraries(True, lambda _: True) == {}


@linux_only
def test_a_display_is_known_by_the_environment() -> None:
    assert machine.has_display({"DISPLAY": ":0"})
    assert machine.has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert not machine.has_display({"DISPLAY": ""})


@linux_only
def test_the_loader_is_asked() -> None:
    assert machine.can_load("libc.so.6")
    assert not machine.can_load("libno-such-library.so.7")


def test_a_person_without_rights_is_given_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "missing_libraries", lambda _: {"libEGL.so.1": "libegl1"})
    monkeypatch.setattr(machine, "apt_install", lambda _: False)
    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert not machine.prepare({}, makes_venv=False)
    told = capsys.readouterr()
    assert "sudo apt-get install libegl1\n" in told.err
    assert told.out == ""


def test_without_a_way_to_make_an_environment_set_up_stops_with_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "missing_libraries", lambda _: {"libEGL.so.1": "libegl1"})
    monkeypatch.setattr(machine, "venv_packages", lambda: ["python3.11-venv"])
    monkeypatch.setattr(machine, "apt_install", lambda _: False)
    with pytest.raises(machine.SetupError, match=r"sudo apt-get install python3\.11-venv libegl1$"):
        machine.prepare({}, makes_venv=True)


@pytest.mark.parametrize(
    ("processor", "libc", "told"),
    [
        ("x86_64", ("glibc", "2.31"), r"needs glibc 2\.34 .* has glibc 2\.31"),
        ("aarch64", ("glibc", "2.36"), r"needs glibc 2\.39 "),
        ("x86_64", ("", ""), r"has another C library\.$"),
        ("riscv64", ("glibc", "2.41"), r"this is riscv64\.$"),
    ],
)
def test_a_system_qt_is_not_built_for_is_told(processor: str, libc: tuple[str, str], told: str) -> None:
    with pytest.raises(machine.SetupError, match=told):
        machine.check_libc(processor, libc)


def test_newer_systems_are_let_through() -> None:
    for version in ("2.34", "2.36", "2.100"):
        machine.check_libc("x86_64", ("glibc", version))
