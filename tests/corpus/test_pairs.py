"""The news pairs: every line keeps the format that ``scripts/pairs/README.md`` describes, and its dates add up."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factdesk.model import Kind, Relation

FOLDER = Path(__file__).resolve().parents[2] / "scripts" / "pairs"
FILES = sorted(FOLDER.glob("families-*.jsonl"))
FAMILIES: list[dict[str, Any]] = [
    json.loads(line) for file in FILES for line in file.read_text("utf8").split("\n") if line
]
each_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda f: str(f["family"]))

HOWS = {
    "confirms": {"plain", "indirect", "late"},
    "contradicts": {"denial", "cancellation", "excluding fact"},
    "partly": {"plain", "indirect"},
    "moves": {"earlier", "later", "vague"},
    "mentions": {
        *("plain", "indirect", "reaffirmed", "hedged", "conditional", "considered"),
        *("repeated by claimant", "vague"),
    },
    "unrelated": {"same actors other matter", "other place/year/number"},
}
CLAIM_KEYS = {"text", "published", "speaker", "kind", "due_words", "due_from", "due_to"}
PASSAGE_KEYS = {"text", "published", "relation", "restates", "how", "new_due", "occurred"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
DATED_WEEKDAY = re.compile(
    rf"\b({'|'.join(WEEKDAYS)}),? (?:the )?(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})|({_MONTH}) (\d{{1,2}}))"
    r"(?:,? (\d{4}))?\b"
)


def day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def told_days(text: str, published: date) -> list[tuple[str, date]]:
    """Weekdays named with their date ("Friday 3 May"), with the day of the nearest year they may mean."""
    found = []
    for match in DATED_WEEKDAY.finditer(text):
        weekday, d1, m1, m2, d2, year = match.groups()
        month = MONTHS.index(m1 or m2) + 1
        years = [int(year)] if year else [published.year - 1, published.year, published.year + 1]
        days = [date(y, month, int(d1 or d2)) for y in years]
        found.append((weekday, min(days, key=lambda d: abs((d - published).days))))
    return found


def test_there_are_pairs_to_learn_from() -> None:
    assert FILES
    assert len(FAMILIES) >= 20


def test_no_name_and_no_text_stands_twice() -> None:
    names = Counter(f["family"] for f in FAMILIES)
    texts = Counter(" ".join(t["text"].split()).casefold() for f in FAMILIES for t in (f["claim"], *f["passages"]))
    assert [name for name, n in names.items() if n > 1] == []
    assert [text for text, n in texts.items() if n > 1] == []


@each_family
def test_a_family_has_the_keys_and_the_closed_words(family: dict[str, Any]) -> None:
    assert set(family) == {"family", "beat", "claim", "passages"}
    assert re.fullmatch(re.escape(family["beat"].replace(" ", "-")) + r"(-[a-z0-9]+)+-\d{3,}", family["family"])
    assert set(family["claim"]) == CLAIM_KEYS
    assert family["claim"]["kind"] in set(Kind)
    assert {*HOWS} == set(Relation)
    for passage in family["passages"]:
        assert set(passage) == PASSAGE_KEYS
        assert passage["how"] in HOWS[passage["relation"]], passage["text"]
        assert isinstance(passage["restates"], bool)
        assert not passage["restates"] or passage["relation"] == "mentions", passage["text"]


@each_family
def test_a_family_is_rich_enough(family: dict[str, Any]) -> None:
    passages = family["passages"]
    assert 8 <= len(passages) <= 10
    assert len({(p["relation"], p["how"]) for p in passages}) >= 6
    assert {"confirms", "contradicts", "mentions"} <= {p["relation"] for p in passages}


@each_family
def test_every_text_is_clean_copy(family: dict[str, Any]) -> None:
    for part in (family["claim"], *family["passages"]):
        text = part["text"]
        assert text == " ".join(text.split())
        assert 6 <= len(text.split()) <= 90, text
        assert text[-1] in ".\"”'", text


@each_family
def test_the_due_date_stands_in_the_claim_and_is_an_interval(family: dict[str, Any]) -> None:
    claim = family["claim"]
    published, first, last = (day(claim[k]) for k in ("published", "due_from", "due_to"))
    assert published is not None
    if claim["due_words"] is None:
        assert first is None
        assert last is None
        return
    assert claim["due_words"] in claim["text"]
    assert claim["kind"] != "statement"
    assert first is not None or last is not None
    assert first is None or last is None or first <= last
    assert last is None or published <= last


@each_family
def test_passages_come_after_the_claim_and_tell_of_what_was_known(family: dict[str, Any]) -> None:
    published = day(family["claim"]["published"])
    assert published is not None
    for passage in family["passages"]:
        seen, occurred = day(passage["published"]), day(passage["occurred"])
        assert seen is not None
        assert seen >= published, passage["text"]
        assert occurred is None or occurred <= seen, passage["text"]
        assert occurred is None or passage["relation"] in {"confirms", "partly"}, passage["text"]


@each_family
def test_what_is_late_took_place_after_the_last_due_day_and_nothing_else_did(family: dict[str, Any]) -> None:
    last = day(family["claim"]["due_to"])
    for passage in family["passages"]:
        if passage["how"] == "late":
            took_place = day(passage["occurred"] or passage["published"])
            assert last is not None
            assert took_place is not None
            assert took_place > last, passage["text"]
        elif passage["relation"] == "confirms" and passage["occurred"] and last:
            assert date.fromisoformat(passage["occurred"]) <= last, passage["text"]


@each_family
def test_a_move_tells_the_new_due_unless_it_is_vague(family: dict[str, Any]) -> None:
    old = family["claim"]
    for passage in family["passages"]:
        new = passage["new_due"]
        assert (new is not None) == (passage["how"] in {"earlier", "later"}), passage["text"]
        if new is None:
            continue
        assert set(new) == {"from", "to"}
        first, last = day(new["from"]), day(new["to"])
        assert first is not None or last is not None
        assert first is None or last is None or first <= last
        new_end, old_end = last or first, day(old["due_to"] or old["due_from"])
        assert new_end is not None
        assert old_end is not None, "a claim without a due date cannot move"
        assert new_end < old_end if passage["how"] == "earlier" else new_end > old_end, passage["text"]


@each_family
def test_weekdays_named_with_their_date_are_those_of_the_calendar(family: dict[str, Any]) -> None:
    for part in (family["claim"], *family["passages"]):
        for weekday, told in told_days(part["text"], date.fromisoformat(part["published"])):
            assert WEEKDAYS[told.weekday()] == weekday, part["text"]


def test_a_wrong_weekday_is_noticed() -> None:
    ((weekday, told),) = told_days("It opens on Friday 3 May.", date(2024, 4, 1))
    assert told == date(2024, 5, 3)
    assert WEEKDAYS[told.weekday()] == weekday
    ((weekday, told),) = told_days("It opens on Monday, January 6, 2025.", date(2024, 12, 1))
    assert WEEKDAYS[told.weekday()] == weekday
    ((weekday, told),) = told_days("It opens on Monday, May 3.", date(2024, 4, 1))
    assert WEEKDAYS[told.weekday()] != weekday
