"""Every example in the rule files holds: the rules are data, and these are their tests."""

from __future__ import annotations

import re
from datetime import date

import pytest

from factdesk.reading import find_quotes, furniture, read_report
from factdesk.reading.ahead import find_ahead
from factdesk.reading.assertions import assertions
from factdesk.reading.attribution import find_said
from factdesk.reading.furniture import patterns
from factdesk.reading.grain import is_withheld
from factdesk.reading.kinds import can_undertake
from factdesk.reading.pipeline import parse
from factdesk.reading.quantities import quantities
from factdesk.reading.rules import forward, load, roles
from factdesk.reading.worth import is_opinion

BRACKETS = re.compile(r"\[(.+?)\]")


def bare(example: str) -> str:
    return BRACKETS.sub(r"\1", example)


def marked(example: str) -> str:
    found = BRACKETS.search(example)
    assert found, f"the example marks nothing: {example}"
    return found.group(1)


SAYING = [
    (entry.get("name", entry.get("words")), example)
    for group in ("verbs", "nouns", "according")
    for entry in load("en", "verbs")[group]
    for example in entry["examples"]
]


@pytest.mark.parametrize(("name", "example"), SAYING)
def test_a_saying_word_takes_the_marked_content(name, example):
    contents = [a.quote.strip(' ."“”') for a in find_quotes(bare(example))]
    wanted = marked(example).strip(' ."“”')
    assert any(content.removeprefix("that ") == wanted for content in contents), contents


@pytest.mark.parametrize("example", load("en", "verbs")["no_content"]["examples"])
def test_that_nothing_was_said_is_no_claim(example):
    assert read_report(example, published=date(2026, 5, 4)).claims == ()


@pytest.mark.parametrize("example", load("en", "verbs")["opinions"]["examples"])
def test_what_somebody_only_thinks_or_likes_is_opinion(example):
    parsed = parse(example, "en")
    (assertion,) = assertions(parsed, find_said(parsed), ())
    assert is_opinion(assertion)


@pytest.mark.parametrize("example", load("en", "forward")["deny"]["examples"])
def test_what_is_denied_is_not_asserted(example):
    doc = parse(bare(example).replace("the report", "that the port will close"), "en").paragraphs[0].doc
    assert is_withheld(next(t for t in doc if t.text == marked(example)))


@pytest.mark.parametrize(
    ("name", "example"),
    [(k, e) for k, v in load("en", "forward").items() if k not in ("about", "deny") for e in v["examples"]],
)
def test_a_forward_word_points_at_what_lies_ahead(name, example):
    doc = parse(bare(example), "en").paragraphs[0].doc
    found = find_ahead(next(doc.sents).root, forward("en"), "en")
    assert marked(example) in [a.action.text for a in found] or marked(example) in [a.trigger.text for a in found], (
        found
    )


@pytest.mark.parametrize(
    ("group", "example"), [(g, e) for g in ("people", "bodies") for e in load("en", "roles")[g]["examples"]]
)
def test_a_role_noun_can_undertake_things(group, example):
    doc = parse(bare(example), "en").paragraphs[0].doc
    noun = next(t for t in doc if t.text == marked(example))
    assert can_undertake(noun, roles("en"))


@pytest.mark.parametrize("example", load("en", "units")["examples"], ids=lambda e: e["text"])
def test_a_quantity_is_read_in_its_unit(example):
    found = quantities(example["text"])
    if example["value"] is None:
        assert found == ()
    else:
        assert [(pytest.approx(q.value), q.unit) for q in found] == [(example["value"], example["unit"])]


FURNITURE = [
    (level, entry["name"], entry) for level in ("paragraph", "sentence") for entry in load("en", "furniture")[level]
]


@pytest.mark.parametrize(("level", "name", "entry"), FURNITURE)
def test_furniture_is_known_and_the_story_is_not_taken_for_it(level, name, entry):
    pattern = next(p for p in patterns("en", level) if p.name == name)
    for example in entry["is"]:
        assert pattern.matches(example, len(example.split())), example
        assert furniture(example), example
    for example in entry["is_not"]:
        assert not pattern.matches(example, len(example.split())), example
