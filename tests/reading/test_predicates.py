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
        ("Norway has yet to sign the treaty.", True),
        ("Norway had to sign the treaty, yet it gained from it.", False),
        ("Norway signed the treaty.", False),
    ],
)
def test_negation(text, negated):
    assert predicate(text, "sign").negated is negated


@pytest.mark.parametrize(
    ("text", "lemma", "subject"),
    [
        ("The council urged Ruiz to postpone the vote.", "postpone", "Ruiz"),
        ("The council urged Ruiz to postpone the vote.", "urge", "council"),
        ("The union asked Berg to sign the deal.", "sign", "Berg"),
        ("The judge ordered the firm to repay the loan.", "repay", "firm"),
        ("Berg told Ruiz to leave and to return the keys.", "return", "Ruiz"),
        ("Norway wants Chile to withdraw its fleet.", "withdraw", "Chile"),
        ("Berg promised Ruiz to sign the deal.", "sign", "Berg"),
        ("Berg vowed to leave.", "leave", "Berg"),
        ("Ruiz was urged by Berg to postpone the vote.", "postpone", "Ruiz"),
        ("Norway will build the port and open it in May.", "open", "Norway"),
        ("Berg, who leads the union and chairs the board, will resign.", "chair", "Berg"),
        ("Berg, who leads the union and chairs the board, will resign.", "resign", "Berg"),
        ("The ship that sank in May carried oil.", "sink", "ship"),
    ],
)
def test_who_does_it(text, lemma, subject):
    assert predicate(text, lemma).subject == subject


@pytest.mark.parametrize(
    ("text", "lemma", "patient", "agent"),
    [
        ("The pact was signed by Norway and ratified by Chile.", "sign", "pact", "Norway"),
        ("The pact was signed by Norway and ratified by Chile.", "ratify", "pact", "Chile"),
        ("The pact, rejected by Norway, will lapse.", "reject", "pact", "Norway"),
    ],
)
def test_a_passive_names_what_it_is_done_to_among_its_objects(text, lemma, patient, agent):
    found = predicate(text, lemma)
    assert found.subject == patient
    assert set(found.objects) == {patient, agent}


@pytest.mark.parametrize("text", ["Kim urged Ruiz to sign the treaty.", "Ruiz was ordered to sign the treaty."])
def test_what_somebody_is_asked_to_do_lies_ahead(text):
    assert predicate(text, "sign").tense is Tense.FUTURE


def test_condition_and_modal():
    assert predicate("If Norway signs the treaty, Poland will leave.", "sign").conditional
    assert not predicate("Norway signed the treaty.", "sign").conditional
    assert predicate("Norway could sign the treaty.", "sign").modal == "could"
    assert predicate("Kim said Norway would sign the treaty.", "sign").modal is None
