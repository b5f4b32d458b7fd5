"""A language added by a folder of rules: basic German is read, and nothing in the code knows German."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from factdesk import paths
from factdesk.model import Kind
from factdesk.reading import basic as basic_rules
from factdesk.reading import find_quotes, read_report
from factdesk.reading.basic import basics, sentences
from factdesk.reading.dates import grammar as date_grammar
from factdesk.reading.rules import load

MARKS = re.compile(r"[\[\]{}]")
PUBLISHED = date(2025, 11, 25)
RULES = load("de", "basic")
REPORT = """Der Hafen von Lindum soll am 3. Mai 2026 wieder öffnen, sagte Verkehrsministerin Ada Brandt am Montag.

„Wir werden bis zum 31. März 2026 alle Kräne erneuern“, erklärte ein Sprecher der Hafenbehörde.

Ob das Geld reicht? Die Opposition wollte sich am Montag nicht äußern. Es war ein kalter Tag am Fluss.

Lesen Sie auch: Wie der Hafen entstand.
"""


def inside(example: str, marks: str) -> str:
    found = re.search(re.escape(marks[0]) + r"(.+?)" + re.escape(marks[1]), example)
    assert found, f"the example marks nothing: {example}"
    return MARKS.sub("", found.group(1)).rstrip(".")


@pytest.mark.parametrize(("name", "example"), [(e["name"], x) for e in RULES["sayings"] for x in e["examples"]])
def test_a_way_of_saying_gives_content_and_speaker(name, example):
    (act,) = find_quotes(MARKS.sub("", example), "de")
    assert act.quote.rstrip(".") == inside(example, "[]")
    assert act.speaker is not None
    assert act.speaker.text == inside(example, "{}")


@pytest.mark.parametrize(("kind", "example"), [(e["kind"], x) for e in RULES["outlooks"] for x in e["examples"]])
def test_an_outlook_has_its_kind(kind, example):
    rules = basics("de")
    assert next(of for of, pattern in rules.outlooks if pattern.search(example)) is Kind(kind)


@pytest.mark.parametrize("example", [x for e in RULES["silences"] for x in e["examples"]])
def test_what_asserts_nothing_is_no_claim(example):
    assert read_report(example, published=PUBLISHED, language="de").claims == ()


def test_an_ordinal_or_an_abbreviation_ends_no_sentence():
    text = "Der Rat tagt am 3. Mai in Lindum. Dr. Brandt leitet ihn, ca. 40 Städte kommen. Das war 2024."
    assert [s.text for s in sentences(text, "de")] == [
        "Der Rat tagt am 3. Mai in Lindum.",
        "Dr. Brandt leitet ihn, ca. 40 Städte kommen.",
        "Das war 2024.",
    ]


def test_a_german_report_gives_claims_with_speaker_kind_and_due_and_is_marked_as_basic():
    reading = read_report(REPORT, published=PUBLISHED, language="de")
    assert reading.is_basic
    assert "basic" in reading.reader
    first, second = reading.claims
    assert (first.speaker, first.kind, first.due.to_day) == (
        "Verkehrsministerin Ada Brandt",
        Kind.EVENT,
        date(2026, 5, 3),
    )
    assert (second.speaker, second.due.to_day) == ("Sprecher der Hafenbehörde", date(2026, 3, 31))
    assert all("basic" in claim.proposed_by for claim in reading.claims)
    assert all(REPORT[claim.start : claim.end] == claim.quote for claim in reading.claims)


def test_a_further_language_needs_a_folder_and_no_code(tmp_path, monkeypatch):
    root = paths.resource("rules").parent
    for name in ("en", "de"):
        shutil.copytree(root / "rules" / name, tmp_path / "rules" / name)
    shutil.copytree(root / "rules" / "de", tmp_path / "rules" / "qd")

    def moved(*parts: str):
        return tmp_path.joinpath(*parts)

    for module in ("factdesk.reading.basic", "factdesk.reading.rules", "factdesk.reading.dates.grammar"):
        monkeypatch.setattr(f"{module}.resource", moved)
    caches = (basic_rules.basics, load, date_grammar.grammar)
    for cached in caches:
        cached.cache_clear()
    try:
        as_german = read_report(REPORT, published=PUBLISHED, language="de").claims
        assert read_report(REPORT, published=PUBLISHED, language="qd").claims == as_german != ()
    finally:
        for cached in caches:
            cached.cache_clear()
