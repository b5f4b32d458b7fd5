"""One claim each: what a sentence promises, by what kind of assertion, and when it falls due."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.model import Kind
from factdesk.reading import furniture
from factdesk.reading.attribution import find_said
from factdesk.reading.claims import candidates
from factdesk.reading.pipeline import parse
from factdesk.reading.report import context_of
from factdesk.reading.times import times_of

DAY = date(2026, 2, 3)
EVENT, COMMITMENT, DEADLINE, PREDICTION, STATEMENT = Kind


def drafts(text):
    """Return what is asserted, whatever its score."""
    parsed = parse(text, "en")
    context = context_of(parsed, times_of(parsed, DAY), DAY, "")
    return [c.draft for c in candidates(context, find_said(parsed), furniture(text), everything=True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "The minister is to travel to Oslo in May, and the ministry wants a treaty by June.",
            ["The minister is to travel to Oslo in May.", "The ministry wants a treaty by June."],
        ),
        (
            "Arendal will open a school in May and close two depots in June.",
            ["Arendal will open a school in May.", "Arendal will close two depots in June."],
        ),
        (
            "The airline plans to hire 200 pilots in April and retire 12 jets by 2028.",
            ["The airline plans to hire 200 pilots in April.", "The airline plans to retire 12 jets by 2028."],
        ),
        (
            "Ida Kim said Norway would open a school in May and close two depots in June.",
            ["Norway will open a school in May.", "Norway will close two depots in June."],
        ),
        (
            "Kim will visit Oslo in April; Berg will visit Bergen in May.",
            ["Kim will visit Oslo in April.", "Berg will visit Bergen in May."],
        ),
        (
            "While Norway will lift the ban in April, Denmark will keep the levy until 2028.",
            ["Norway will lift the ban in April.", "Denmark will keep the levy until 2028."],
        ),
        (
            (
                "Norway began to sell docks in 2025, but the ministry has not named the buyers it wants"
                " — the second dock will become a park in June."
            ),
            [
                "Norway began to sell docks in 2025, but the ministry has not named the buyers it wants.",
                "The second dock will become a park in June.",
            ],
        ),
        (
            "Arendal sold its docks in 2025; Norway will pick a buyer in June.",
            ["Arendal sold its docks in 2025.", "Norway will pick a buyer in June."],
        ),
        (
            "Ida Berg praised the bridge, which will open in May.",
            ["Ida Berg praised the bridge.", "The bridge will open in May."],
        ),
        (
            "The board agreed to sell the yard in April and invited Ida Berg to a hearing in June.",
            ["The board agreed to sell the yard in April.", "The board invited Ida Berg to a hearing in June."],
        ),
    ],
)
def test_each_promise_of_a_sentence_is_a_claim_that_stands_alone(text, sentences):
    found = drafts(text)
    assert [d.text for d in found] == sentences
    assert all(text[d.start : d.end] == d.quote for d in found)


def test_a_second_quote_of_one_sentence_is_a_claim_of_its_own():
    found = drafts("“We will build 40 ships in Arendal,” Ida Berg said, adding that the yard will close in June.")
    assert [(d.text, d.speaker) for d in found][1] == ("The yard will close in June.", "Ida Berg")
    assert len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The firm pledged to cut jobs and close plants by June.",
        "The council will begin clearing and repainting the pier in June.",
        "The airline plans to open a base that will serve 12 towns.",
        "Ida Berg said the yard, which opened in 1998, will close in June.",
        "Norway plans to start to build the dam in May.",
        "Kim said he would visit Oslo in April and that Berg would visit Bergen at some point afterward.",
        "Norway will lift the ban in April and Denmark will then end the levy.",
    ],
)
def test_one_promise_told_in_one_sentence_is_one_claim(text):
    assert len(drafts(text)) == 1


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("Kim will visit Oslo in April, and Berg will tour Bergen at some point.", ["2026-04-30", None]),
        ("Arendal will open a school in May and close two depots in June.", ["2026-05-31", "2026-06-30"]),
        ("The firm pledged to cut 400 jobs and close three plants by June.", ["2026-06-30", "2026-06-30"]),
        ("The firm pledged to cut jobs and close plants by June.", ["2026-06-30"]),
        ("Kim will visit Oslo in April, and Berg will tour Bergen afterward.", ["2026-04-30"]),
        ("Kim will visit Oslo in April, and Berg will then tour Bergen in May.", ["2026-04-30", "2026-05-31"]),
        ("The bank sold its Oslo branch in January and will leave Bergen in May.", ["2026-05-31"]),
        ("Last week's storm delayed the vote, which will now take place on 5 October.", [None, "2026-10-05"]),
        ("The judge said on Monday that the firm must repay the loan by 1 May.", ["2026-05-01"]),
        ("The mayor, elected in November, vowed to rebuild the pier before July.", ["2026-06-30"]),
    ],
)
def test_the_date_belongs_to_its_own_verb(text, dues):
    assert [str(d.due.to_day) if d.due is not None else None for d in drafts(text)] == dues


KINDS = [
    ("The judge gave the two firms until May 4 to close the deal.", DEADLINE),
    ("The judge gave the state 90 days to redraw the map.", DEADLINE),
    ("Rebels have until Friday evening to leave the port of Lindum.", DEADLINE),
    ("Lawmakers asked for answers from the ministry no later than May 10.", DEADLINE),
    ("The court ordered the firm to repay the loan by June.", DEADLINE),
    ("The law obliges the city to shut the landfill by the end of the year.", DEADLINE),
    ("The clock is now on for Berg to finish the merger by May 28.", DEADLINE),
    ("The ferry is on track for launch in May.", EVENT),
    ("The yard is on course to deliver the ship in June.", EVENT),
    ("“We are now targeting March 6 as our earliest launch,” engineer Ida Berg said.", COMMITMENT),
    ("The Christmas market in Lindum stays open until March 1.", EVENT),
    ("The railway runs its first trains of the year on Easter Monday.", EVENT),
    ("Norway agreed to a one-year suspension of the port fees.", COMMITMENT),
    ("The board is committed to closing the sale.", COMMITMENT),
    ("In response, the union is threatening to leave the talks with Volvo.", COMMITMENT),
    ("Volvo said it will challenge any fine in court.", COMMITMENT),
    ("If Norway raises the levy, we will close the plant, owner Ida Berg said.", COMMITMENT),
    ("Ida Berg expects to issue an order on the motion in the next few days.", COMMITMENT),
    ("The levy is expected to yield little revenue for Norway.", PREDICTION),
    ("“We are confident we will prevail in the Court of Oslo,” Ida Berg said.", PREDICTION),
    ("The plant will probably cost Norway more than $2 billion.", PREDICTION),
    ("The airline hopes to hire 2,000 pilots.", PREDICTION),
    ("Norway wants to raise output to 10% by 2040.", PREDICTION),
    ("If the ice does not melt, the agency will need to move the rig.", PREDICTION),
    ("Directors are typically required to sell no shares before a report.", STATEMENT),
    ("Trucks will often stop in Lindum for the night.", STATEMENT),
    ("Today Berg appears somewhat more forgiving of Norway.", STATEMENT),
    ("Norway wants Denmark to withdraw its fleet.", STATEMENT),
    ("Berg is the sixth mayor of Lindum in eight years.", STATEMENT),
    ("In May 2025 the university of Lindum moved again.", STATEMENT),
    ("The next step for Norway is to find a buyer.", STATEMENT),
    ("The agency was set up in 2010 by Norway.", STATEMENT),
    ("“It is rare that the bank would mess up an order,” Ida Berg told Lindum Radio.", STATEMENT),
    ("Ida Berg denied that Volvo will close the plant in May.", STATEMENT),
]


@pytest.mark.parametrize(("text", "kind"), KINDS, ids=lambda value: str(value)[:60])
def test_the_kind_follows_from_the_syntax(text, kind):
    assert [d.kind for d in drafts(text)] == [kind]
