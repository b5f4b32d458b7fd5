"""A claim handed in by hand is found in its report and completed from the words around it."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.model import GivenClaim, Kind
from factdesk.reading import draft_given, locate

TEXT = (
    "Jane Kim leads the ministry.\n\n"
    "Kim said on Monday: “Norway’s parliament will sign the\u2009treaty — and the annex — in April.”"
)


def draft(given, text=TEXT):
    return draft_given(given, text, reading=None, published=date(2026, 2, 3), language="en", country="US", by="Ana")


@pytest.mark.parametrize(
    "quote",
    [
        "Norway’s parliament will sign the\u2009treaty",
        "Norway's parliament will sign the treaty",
        "Norway's  parliament will sign the treaty - and the annex",
        '"Norway\'s parliament will sign the treaty"',
    ],
)
def test_a_quote_is_found_whatever_its_marks_and_spaces(quote):
    found = locate(quote, TEXT)
    assert found is not None
    assert TEXT[found.start : found.end] == found.text
    assert found.text.startswith("Norway’s parliament")


@pytest.mark.parametrize("quote", ["Poland will sign", "", "  "])
def test_what_the_report_does_not_say_is_not_found(quote):
    assert locate(quote, TEXT) is None
    assert draft(GivenClaim(quote)) is None


def test_what_is_left_out_is_read_from_the_report():
    found = draft(GivenClaim("Norway's parliament will sign the treaty"))
    assert found.quote == "Norway’s parliament will sign the\u2009treaty"
    assert found.speaker == "Jane Kim"
    assert found.kind in (Kind.EVENT, Kind.COMMITMENT)
    assert found.proposed_by == "Ana"
    assert found.score == 1.0


def test_what_is_given_is_kept():
    given = GivenClaim("will sign the", "Norway signs.", "The King", Kind.DEADLINE, None)
    found = draft(given)
    assert (found.text, found.speaker, found.kind) == ("Norway signs.", "The King", Kind.DEADLINE)


def test_a_language_without_a_model_still_takes_the_claim():
    found = draft_given(
        GivenClaim("Der Hafen öffnet"), "Der Hafen öffnet im Mai.", reading=None, published=None,
        language="de", country="DE", by="Ana",
    )  # fmt: skip
    assert (found.quote, found.kind, found.due) == ("Der Hafen öffnet", Kind.STATEMENT, None)
