import subprocess
import sys
from pathlib import Path

import bootstrap
import machine
import pytest
from bootstrap import Level

REQUIREMENTS = """\
# a comment naming uv==9
tzdata==2026.6 ; sys_platform == 'win32' \\
    --hash=sha256:aaaa
uv==0.13.9 \\
    --hash=sha256:bbbb \\
    --hash=sha256:cccc
wasabi==1.1.3 \\
    --hash=sha256:dddd
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a path with spaces, with an environment that looks complete."""
    place = tmp_path / "my fact desk"
    (place / "scripts").mkdir(parents=True)
    for name in (*bootstrap.REQUIREMENTS.values(), "pyproject.toml"):
        (place / name).write_text(name, encoding="utf-8")
    for program in ("python", "factdesk"):
        file = bootstrap.venv_bin(place, program)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (place / ".venv" / "pyvenv.cfg").write_text("version = 3.11.7", encoding="utf-8")
    return place


@pytest.fixture
def no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Environments made in this test come without pip, which takes seconds to put in."""
    monkeypatch.setattr(machine, "has_ensurepip", lambda: False)


def test_one_package_is_cut_out_with_all_its_hashes() -> None:
    assert bootstrap.pinned(REQUIREMENTS, "uv") == (
        "uv==0.13.9 \\\n    --hash=sha256:bbbb \\\n    --hash=sha256:cccc\n"
    )
    assert bootstrap.pinned(REQUIREMENTS, "wasabi") == "wasabi==1.1.3 \\\n    --hash=sha256:dddd\n"


def test_a_list_without_uv_is_told() -> None:
    with pytest.raises(machine.SetupError, match="not complete"):
        bootstrap.pinned("wasabi==1.1.3\n", "uv")


def test_a_fresh_clone_is_not_ready_and_a_stamped_one_is(checkout: Path) -> None:
    assert not bootstrap.is_ready(checkout, Level.RUN)
    bootstrap.write_stamp(checkout, Level.RUN)
    assert bootstrap.is_ready(checkout, Level.RUN)


def test_the_tools_of_the_checks_include_what_the_program_needs_but_not_the_other_way_round(checkout: Path) -> None:
    bootstrap.write_stamp(checkout, Level.RUN)
    assert not bootstrap.is_ready(checkout, Level.DEV)
    bootstrap.write_stamp(checkout, Level.DEV)
    assert bootstrap.is_ready(checkout, Level.RUN)
    assert bootstrap.is_ready(checkout, Level.DEV)


@pytest.mark.parametrize("name", ["scripts/requirements.txt", "pyproject.toml", ".venv/pyvenv.cfg"])
def test_another_list_of_packages_or_another_python_asks_for_a_new_set_up(checkout: Path, name: str) -> None:
    bootstrap.write_stamp(checkout, Level.RUN)
    (checkout / name).write_text("changed", encoding="utf-8")
    assert not bootstrap.is_ready(checkout, Level.RUN)


def test_a_moved_checkout_asks_for_a_new_set_up(checkout: Path) -> None:
    bootstrap.write_stamp(checkout, Level.RUN)
    assert not bootstrap.is_ready(checkout.rename(checkout.with_name("moved")), Level.RUN)


@pytest.mark.parametrize("program", ["python", "factdesk"])
def test_an_environment_that_lost_a_program_is_not_ready(checkout: Path, program: str) -> None:
    bootstrap.write_stamp(checkout, Level.RUN)
    bootstrap.venv_bin(checkout, program).unlink()
    assert not bootstrap.is_ready(checkout, Level.RUN)


def test_a_broken_stamp_is_no_stamp(checkout: Path) -> None:
    for content in ("", "[]", '{"RUN": 1}'):
        bootstrap.stamp_path(checkout).write_text(content, encoding="utf-8")
        assert not bootstrap.is_ready(checkout, Level.RUN)


@pytest.mark.usefixtures("no_pip")
def test_an_interrupted_set_up_is_made_anew(tmp_path: Path) -> None:
    bootstrap.make_venv(tmp_path)
    half_written = tmp_path / ".venv" / "half-written"
    half_written.touch()
    bootstrap.make_venv(tmp_path)
    assert not half_written.exists()
    assert bootstrap.unfinished_path(tmp_path).exists(), "until the packages are in"
    assert subprocess.run([str(bootstrap.venv_bin(tmp_path, "python")), "-c", ""], check=False).returncode == 0


@pytest.mark.usefixtures("no_pip")
def test_a_working_environment_made_by_hand_is_kept(tmp_path: Path) -> None:
    bootstrap.make_venv(tmp_path)
    bootstrap.unfinished_path(tmp_path).unlink()
    (tmp_path / ".venv" / "mine").touch()
    bootstrap.make_venv(tmp_path)
    assert (tmp_path / ".venv" / "mine").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Python is a link only on POSIX")
@pytest.mark.usefixtures("no_pip")
def test_an_environment_whose_python_is_gone_is_made_anew(tmp_path: Path) -> None:
    bootstrap.make_venv(tmp_path)
    bootstrap.unfinished_path(tmp_path).unlink()
    python = bootstrap.venv_bin(tmp_path, "python")
    python.unlink()
    python.symlink_to(tmp_path / "python-that-was-upgraded-away")
    bootstrap.make_venv(tmp_path)
    assert python.exists()


def test_a_folder_that_is_no_environment_is_not_deleted(tmp_path: Path) -> None:
    kept = tmp_path / ".venv" / "thesis.odt"
    kept.parent.mkdir()
    kept.touch()
    with pytest.raises(machine.SetupError, match="move it away"):
        bootstrap.make_venv(tmp_path)
    assert kept.exists()


@pytest.mark.parametrize(
    ("trouble", "made_anew"), [(machine.SetupError("no network"), False), (KeyboardInterrupt(), True)]
)
@pytest.mark.usefixtures("no_pip")
def test_only_an_interruption_spoils_the_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException, made_anew: bool
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(bootstrap, "make_venv", lambda _: None)
    monkeypatch.setattr(bootstrap, "install_packages", fail)
    with pytest.raises(type(trouble)):
        bootstrap.set_up(checkout, Level.RUN)
    assert bootstrap.unfinished_path(checkout).exists() is made_anew
    assert not bootstrap.is_ready(checkout, Level.RUN)


def test_what_is_run_keeps_its_compiled_modules() -> None:
    assert bootstrap.run_environment({"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C"}) == {"LANG": "C"}


def test_uv_takes_the_mirror_that_pip_was_told_of_unless_it_has_its_own() -> None:
    assert bootstrap.installer_environment({"PIP_INDEX_URL": "file:///a"})["UV_DEFAULT_INDEX"] == "file:///a"
    own = {"PIP_INDEX_URL": "file:///a", "UV_DEFAULT_INDEX": "file:///b"}
    assert bootstrap.installer_environment(own)["UV_DEFAULT_INDEX"] == "file:///b"
    assert "UV_DEFAULT_INDEX" not in bootstrap.installer_environment({})


def test_uv_trusts_the_certificates_the_system_was_given() -> None:
    assert bootstrap.installer_environment({"SSL_CERT_FILE": "/etc/company.pem"})["UV_SYSTEM_CERTS"] == "1"
