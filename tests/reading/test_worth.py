"""What an editor would strike out is not proposed, what is said twice is proposed once, and sentences stand alone."""

from __future__ import annotations

from datetime import date

import pytest

from factdesk.model import Kind
from factdesk.reading import analyse, read_report
from factdesk.reading.rules import load
from factdesk.reading.speech import Draft, finish

DAY = date(2026, 2, 3)


def claims(text):
    return read_report(text, published=DAY).claims


@pytest.mark.parametrize(
    "text",
    [
        "“I think even the old king would not have liked it,” Mayor Ana Silva said.",
        "“My kids need me at home,” Mayor Ana Silva said.",
        "“You have to love what we do here,” Mayor Ana Silva said.",
        "Whether the bridge will hold is a matter for the engineers.",
        "“Because of that we were so happy,” Mayor Ana Silva said.",
    ],
)
def test_views_and_small_talk_are_no_claims(text):
    assert claims(text) == ()


def test_what_is_told_in_the_lead_and_again_below_is_one_claim():
    text = (
        "Norway will sell 20 fighter jets to Poland by June 1, the Norwegian government said on Monday.\n\n"
        "The talks took three years and nearly failed twice.\n\n"
        "Under the agreement Norway will sell the 20 fighter jets to Poland by June 1."
    )
    found = [c for c in claims(text) if "jets" in c.quote]
    assert len(found) == 1
    assert "government" in (found[0].speaker or "")


def test_the_same_deed_with_another_date_is_another_claim():
    text = (
        "Norway will sell 20 fighter jets to Poland by June 1, the government said.\n\n"
        "Norway will sell 20 fighter jets to Poland by August 9, the opposition said."
    )
    assert len([c for c in claims(text) if "jets" in c.quote]) == 2


@pytest.mark.parametrize(
    "line",
    ["OSLO, Feb. 3 (Harbour Wire) - ", "OSLO (AB) — ", "Oslo, Norway (Harbour Wire) – ", "OSLO, Feb 3, 2026 — "],
)
def test_a_dateline_is_no_part_of_the_claim_nor_its_day_the_due_date(line):
    found = claims(f"{line}Norway will sign the treaty with Poland and sell it 20 jets.")
    assert [(c.quote[:6], c.due) for c in found] == [("Norway", None)]


def test_a_name_before_a_dash_is_no_dateline():
    found = claims("NATO — the alliance of 32 countries — will open a new office in Oslo in April.")
    assert found[0].quote.startswith("NATO")


def test_what_somebody_has_not_said_is_not_asserted():
    found = claims("The Norwegian government has not said that it will sign the treaty with Poland in April.")
    assert all("not said" in c.text for c in found)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Ida Berg runs the yard. It may take ten years to build the 20 ships in Oslo, she said.", "It may take"),
        ("Residents of Oslo met on Monday. They say he will sell 20 ships in April.", "He will sell"),
    ],
)
def test_a_pronoun_that_may_stand_for_nothing_is_left(text, start):
    assert any(start.lower() in c.text.lower() for c in claims(text))


@pytest.mark.parametrize("example", load("en", "sentence")["openings"]["examples"])
def test_an_opening_conjunction_is_dropped(example):
    before, after = example.split("|")
    draft = Draft(before, 0, len(before))
    finish(draft, "en")
    assert draft.text == after


def test_threatened_people_are_no_promise():
    found = claims("Floods threaten 40 villages in the north of Norway, the ministry said on Monday.")
    assert all(c.kind is not Kind.COMMITMENT for c in found)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "U.S. President Tom Hale met Chinese President Li Wen. The U.S. president said Norway will sign in April.",
            "Tom Hale",
        ),
        ("Volvo will close a plant. Volvo said so on Monday. The company said it will hire 300 people.", "Volvo"),
        ("A report by the Bank of Norway said prices will rise by 4% in 2027.", "the Bank of Norway"),
        (
            "Norway will sign the treaty in April, a source with knowledge of the talks confirmed to the paper.",
            "source",
        ),
    ],
)
def test_descriptions_lead_to_who_speaks(text, speaker):
    assert speaker.lower() in (claims(text)[-1].speaker or "").lower()


def test_he_after_a_description_is_not_the_last_name_before_it():
    text = "Li Wen arrived in Oslo. The mayor was late. He said Norway will sign the treaty in April."
    assert claims(text)[-1].speaker != "Li Wen"


def test_texts_are_read_alike_one_by_one_and_together():
    texts = [
        "Norway will sign the treaty on May 3.",
        "",
        "Poland has sold 20 jets. It may buy more.",
        "OSLO (AB) — He left.",
    ]
    together = analyse(texts, "en", [DAY] * len(texts))
    assert together == tuple(analyse([text], "en", [DAY])[0] for text in texts)


def test_as_many_days_as_texts_are_wanted():
    with pytest.raises(ValueError, match="2 texts"):
        analyse(["a", "b"], "en", [DAY])
