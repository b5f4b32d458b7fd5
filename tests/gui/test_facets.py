"""The words of a query as facets and completion change them, and the facet list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from factdesk.desk import Desk
from factdesk.gui.facets import FacetList, FacetModel
from factdesk.gui.query_text import chosen, offers, toggled
from factdesk.model import Facet
from tests.gui.claims_screen import click

OUTCOMES = Facet("outcome", (("overdue", 4), ("pending", 9), ("confirmed", 1)))
SPEAKERS = Facet("speaker", tuple((f"Speaker {n}", 20 - n) for n in range(20)))


@pytest.mark.parametrize(
    ("query", "field", "value", "expected"),
    [
        ("", "outcome", "late", "outcome:late"),
        ("soy beans", "outcome", "late", "soy beans outcome:late"),
        ("outcome:late", "outcome", "overdue", "outcome:late,overdue"),
        ("a outcome:late,overdue b", "outcome", "late", "a outcome:overdue b"),
        ("a outcome:late b", "outcome", "late", "a b"),
        ("speaker:bessent", "speaker", "Xi, Jinping", 'speaker:bessent,="Xi, Jinping"'),
        ('speaker:="Scott Bessent",="Xi, J"', "speaker", "Scott Bessent", 'speaker:="Xi, J"'),
        ("-outcome:late", "outcome", "overdue", "-outcome:late outcome:overdue"),
        ('"said outcome:late"', "outcome", "late", '"said outcome:late" outcome:late'),
        ("due:<7d", "due", "past", "due:<7d,past"),
        ("tag:none", "tag", "none", ""),
    ],
)
def test_a_click_adds_a_value_or_takes_it_out(query: str, field: str, value: str, expected: str) -> None:
    assert toggled(query, field, value) == expected


@given(st.text(max_size=40), st.text(st.characters(exclude_characters='"'), min_size=1, max_size=20))
def test_adding_and_taking_out_any_name_leaves_none_of_it(query: str, name: str) -> None:
    added = toggled("", "speaker", name)
    assert chosen(added, "speaker") == (name,)
    assert toggled(added, "speaker", name) == ""
    toggled(query, "speaker", name)


def test_what_a_click_asks_for_is_understood_by_the_desk(filled: Desk) -> None:
    for facet in filled.claims.facets():
        for value, count in facet.values:
            assert len(filled.claims.ids(toggled("", facet.name, value))) == count, (facet.name, value)


def test_fields_then_values_are_offered_at_the_cursor() -> None:
    assert [offer.words for offer in offers("tariff ou", 9, {})] == ["outcome:", "outlet:"]
    assert [offer.words for offer in offers("-outcome:late,co", 16, {})] == ["confirmed", "contradicted"]
    offer = offers("speaker:be due:past", 10, {"speaker": ["Scott Bessent"]})[0]
    assert (offer.start, offer.end, offer.words) == (8, 10, '="Scott Bessent"')
    assert offers("nofield:x", 9, {}) == []


def test_the_facet_model_keeps_the_rules_of_models(qapp: QApplication) -> None:
    model = FacetModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_facets([OUTCOMES, SPEAKERS], "")
    model.open_facet("speaker")
    model.mark("outcome:late")
    model.show_facets([], "")
    assert tester.model() is model


def test_values_stand_in_the_order_of_their_words_and_what_is_asked_for_never_goes(qapp: QApplication) -> None:
    model = FacetModel()
    model.show_facets([OUTCOMES], "outcome:late")
    assert [(row.value, row.count, row.is_chosen) for row in model.rows if row.value] == [
        ("pending", 9, False),
        ("overdue", 4, False),
        ("confirmed", 1, False),
        ("late", 0, True),
    ]


def test_many_values_are_few_until_the_rest_is_asked_for(themed: QApplication, qtbot: object) -> None:
    view = FacetList()
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.resize(200, 900)
    view.show()
    view.facets.show_facets([SPEAKERS], 'speaker:="Speaker 15"')
    values = [row.value for row in view.facets.rows if row.value]
    assert len(values) == 8
    assert "Speaker 15" in values
    more = view.facets.index(len(view.facets.rows) - 1)
    assert more.data() == "12 more"
    click(view, more)
    assert len([row for row in view.facets.rows if row.value]) == 20


def test_facets_are_chosen_with_the_keyboard(themed: QApplication, qtbot: object) -> None:
    view = FacetList()
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.show()
    view.facets.show_facets([OUTCOMES], "")
    asked: list[tuple[str, str]] = []
    view.toggled.connect(lambda facet, value: asked.append((facet, value)))
    view.setFocus()
    view.setCurrentIndex(view.facets.index(1))
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert asked == [("outcome", "overdue")]
