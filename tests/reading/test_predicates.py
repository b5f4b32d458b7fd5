"""Tense, negation, modality and condition of a verb."""

from __future__ import annotations

import pytest

from factdesk.model import Tense
from factdesk.reading import analyse


def predicate(text, lemma):
    return next(p for p in analyse([text])[0].predicates if p.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "tense"),
    [
        ("Norway signed the treaty.", "sign", Tense.PAST),
        ("Norway has signed the treaty.", "sign", Tense.PAST),
        ("Norway signs treaties.", "sign", Tense.PRESENT),
        ("Norway will sign the treaty.", "sign", Tense.FUTURE),
        ("Norway is set to sign the treaty.", "sign", Tense.FUTURE),
        ("Norway plans to sign the treaty.", "sign", Tense.FUTURE),
        ("Norway hoped to sign the treaty.", "sign", Tense.FUTURE),
        ("Norway is going to sign the treaty.", "sign", Tense.FUTURE),
        ("Kim said Norway would sign the treaty.", "sign", Tense.FUTURE),
    ],
)
def test_tense(text, lemma, tense):
    assert predicate(text, lemma).tense is tense


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Norway did not sign the treaty.", True),
        ("Norway never signed the treaty.", True),
        ("Norway failed to sign the treaty.", True),
        ("No country signed the treaty.", True),
        ("Norway signed the treaty.", False),
    ],
)
def test_negation(text, negated):
    assert predicate(text, "sign").negated is negated


def test_condition_and_modal():
    assert predicate("If Norway signs the treaty, Poland will leave.", "sign").conditional
    assert not predicate("Norway signed the treaty.", "sign").conditional
    assert predicate("Norway could sign the treaty.", "sign").modal == "could"
    assert predicate("Kim said Norway would sign the treaty.", "sign").modal is None
