import re
import tomllib
from collections import defaultdict
from pathlib import Path

import bootstrap
import pytest
from bootstrap import CHECKOUT, Level
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def pins(level: Level) -> dict[str, set[str]]:
    """The versions of each package in a list; more than one where they differ by Python."""
    found = defaultdict(set)
    text = Path(CHECKOUT, bootstrap.REQUIREMENTS[level]).read_text(encoding="utf-8")
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, re.MULTILINE):
        found[canonicalize_name(name)].add(version)
    return found


def asked(level: Level) -> list[Requirement]:
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    own = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    if level is Level.DEV:
        own += project["project"]["optional-dependencies"]["dev"]
    return [Requirement(each) for each in own]


@pytest.mark.parametrize("level", Level)
def test_all_that_the_project_asks_for_is_pinned_in_a_version_it_takes(level: Level) -> None:
    pinned = pins(level)
    for requirement in asked(level):
        versions = pinned[canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name}: run scripts/pin.py"
        assert all(requirement.specifier.contains(version) for version in versions), (
            f"{requirement}: run scripts/pin.py"
        )


def test_the_program_is_checked_with_the_versions_it_runs_with() -> None:
    run, dev = pins(Level.RUN), pins(Level.DEV)
    assert {name: dev[name] for name in run} == run


def test_what_builds_and_installs_factdesk_is_pinned_too() -> None:
    assert {"uv", "hatchling", "editables"} <= set(pins(Level.RUN))


@pytest.mark.parametrize("level", Level)
def test_every_package_has_hashes_and_no_list_names_a_host(level: Level) -> None:
    text = Path(CHECKOUT, bootstrap.REQUIREMENTS[level]).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "index" not in text
