"""What a report tells of in several ways is one thing as soon as words tie them together."""

from __future__ import annotations

from factdesk.reading import things
from factdesk.reading.pipeline import parse
from factdesk.reading.things import Things, Told


def told(at, *key):
    return Told(at, at, f"the {' '.join(key)} deal", frozenset(key))


def test_things_are_counted_as_the_report_goes_on():
    a, b, c, d = told(1, "trade"), told(2, "arms", "sale"), told(3, "sale", "trade"), told(4, "port")
    assert list(things._so_far([a, b, c, d])) == [(1, a), (2, b), (1, b), (2, b)]


def test_a_thing_told_of_many_times_is_gone_through_once(monkeypatch):
    text = "The trade deal with China holds. " * 30 + "The deal expires."
    parsed = parse(text, "en")
    gone_through = []
    real = things._so_far
    monkeypatch.setattr(things, "_so_far", lambda told: gone_through.append(len(told)) or real(told))
    known = Things(parsed)
    doc = parsed.paragraphs[0].doc
    deals = [token for token in doc if token.lower_ == "deal"]
    assert known.antecedent(deals[-1], deals[-1].idx)[0] == "the trade deal with China"
    assert all(known.antecedent(deal, deal.idx) is not None for deal in deals[1:])
    assert gone_through == [30]


def test_a_name_takes_the_article_that_the_report_gives_it():
    text = "The Oslo Court ruled. The Oslo Court fined Equinor. Equinor paid, and Equinor Asia left."
    known = Things(parse(text, "en"))
    assert known.with_article("Oslo Court") == "the Oslo Court"
    assert known.with_article("Equinor") == "Equinor"
    assert known.with_article("Equin") == "Equin"
