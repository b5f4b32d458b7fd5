"""The examples of the role nouns hold in what a report is read as: who speaks, for whom, and who stays unnamed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from factdesk.reading import read_report
from factdesk.reading.attribution import find_said
from factdesk.reading.pipeline import parse
from factdesk.reading.rules import load, roles
from factdesk.reading.speakers import Cast, Named
from factdesk.reading.titles import key

BRACKETS = re.compile(r"\[(.+?)\]")


def examples(group: str) -> list[str]:
    return load("en", "roles")[group]["examples"]


def resolved(text: str) -> Named:
    parsed = parse(BRACKETS.sub(r"\1", text), "en")
    cast = Cast(parsed)
    speaker = next(act.speaker for act in find_said(parsed) if act.speaker is not None)
    found = cast.resolve(speaker, cast.place(speaker))
    assert found is not None
    return found


@pytest.mark.parametrize("example", examples("spokes"))
def test_whoever_speaks_for_somebody_passes_their_word_on(example):
    found = resolved(example)
    assert found.via is not None
    assert BRACKETS.search(example).group(1) in found.via
    assert found.name in found.via


@pytest.mark.parametrize("example", examples("firms"))
def test_the_company_is_the_one_named_before(example):
    assert resolved(example).name == example.split()[0]


@pytest.mark.parametrize("example", examples("honorifics"))
def test_an_honorific_is_no_part_of_a_name(example):
    assert BRACKETS.search(example).group(1) not in resolved(example).name.split()


@pytest.mark.parametrize("example", examples("unnamed"))
def test_somebody_unnamed_is_not_given_the_only_name_near(example):
    assert "Silva" not in resolved(f"Ana Silva met the crew on Monday. {example}").name


@pytest.mark.parametrize("example", examples("institutions"))
def test_an_institution_speaks_for_itself_on_its_own_page(example):
    outlet = BRACKETS.sub(r"\1", example)
    reading = read_report(
        "The port of Lindum will reopen on 3 December 2026, four months after the fire.",
        published=date(2026, 11, 24),
        outlet=outlet,
    )
    assert [claim.speaker for claim in reading.claims] == [outlet]


@pytest.mark.parametrize("example", examples("same"))
def test_a_country_and_its_adjective_narrow_a_title_alike(example):
    words = [word.lower() for word in BRACKETS.findall(example)]
    assert len({key(word, roles("en")) for word in words}) == 1


@pytest.mark.parametrize("example", examples("documents"))
def test_a_document_speaks_for_its_owner(example):
    owner = example.split("'s [")[0].removeprefix("The ")
    assert owner in resolved(example).name
