"""Readers and writers are found by suffix, nothing heavy is loaded for it, and packages can add to them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from factdesk import registry
from factdesk.errors import FactDeskError


@pytest.fixture
def plug_ins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    points = EntryPoints(
        [
            EntryPoint("odt", "odd_package:read", registry.IMPORTERS),
            EntryPoint(".TXT", "odd_package:steal", registry.IMPORTERS),
        ]
    )
    monkeypatch.setattr(registry, "entry_points", lambda group: points.select(group=group))
    registry.importers.cache_clear()
    yield
    registry.importers.cache_clear()


def test_every_built_in_one_can_be_loaded() -> None:
    for path in {*registry.importers().values(), *registry.exporters().values()}:
        assert callable(registry.load(path))


@pytest.mark.usefixtures("plug_ins")
def test_a_package_adds_a_suffix_and_cannot_take_over_a_built_in_one() -> None:
    assert registry.importers()[".odt"] == "odd_package:read"
    assert registry.importers()[".txt"] == "factdesk.intake.plain:read"


def test_a_plug_in_that_cannot_be_loaded_is_told() -> None:
    with pytest.raises(FactDeskError, match="odd_package:read cannot be loaded"):
        registry.load("odd_package:read")
    with pytest.raises(FactDeskError, match="cannot be loaded"):
        registry.load("factdesk.registry:nothing_of_that_name")


def test_importing_the_rooms_loads_nothing_heavy() -> None:
    code = (
        "import sys, factdesk.registry, factdesk.intake, factdesk.exporting; "
        "heavy = {'trafilatura', 'htmldate', 'courlan', 'py3langid', 'lxml', 'numpy', 'spacy', 'markdown_it', "
        "'charset_normalizer', 'dateparser'}; "
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
