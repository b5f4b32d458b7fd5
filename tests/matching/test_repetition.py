"""The same promise in other words is one record; a changed date, amount, place, person or sense is another claim."""

from datetime import date

import pytest

from factdesk.matching import restated
from factdesk.reading import analyse
from tests.matching.nouns import claim_of, draft_of

MADE, AGAIN = date(2026, 2, 2), date(2026, 2, 20)

REPEATED = [
    ("Trump will visit China in April 2026.", "President Donald Trump is to visit China in April."),
    ("Trump will visit China in April 2026.", "Trump will travel to Beijing in April."),
    ("Trump will visit China in April 2026.", "Trump plans to visit China in April, the White House said."),
    (
        "Xi will visit Washington later this year.",
        "Xi is expected to pay a return visit to Washington later this year.",
    ),
    ("Xi will visit Washington later this year.", "Xi Jinping will make a return visit to Washington later this year."),
    (
        "China also promised to buy 12 million tons of U.S. soybeans by the end of 2026.",
        "China will buy 12 million tons of American soybeans by the end of 2026.",
    ),
    (
        "China promised to buy 12 million tons of U.S. soybeans by the end of 2026, according to the White House.",
        "China has agreed to purchase 12 million tons of U.S. soybeans by the end of 2026.",
    ),
    ("Nokia will acquire Infinera by the end of June.", "Nokia is expected to buy Infinera by the end of June."),
    (
        "France will ratify the fisheries treaty by June.",
        "The French parliament is to ratify the fisheries treaty by June.",
    ),
    ("The ministry will publish the report on 5 May.", "The report will be published by the ministry on 5 May."),
    ("Boeing will deliver 20 aircraft to Ryanair by July.", "Boeing is to deliver 20 aircraft to Ryanair by July."),
    (
        "The central bank will raise interest rates in March.",
        "The central bank is expected to raise interest rates in March.",
    ),
    ("NASA will launch the Artemis II mission in April.", "The Artemis II mission will be launched by NASA in April."),
    ("Germany will close its last coal plant by 2030.", "Germany plans to shut its last coal plant by 2030."),
    ("The company will cut 500 jobs in Ohio by autumn.", "The company plans to cut 500 jobs in Ohio by autumn."),
    ("Parliament will vote on the pension bill on 12 March.", "Parliament is to vote on the pension bill on 12 March."),
    ("Kenya will host the climate summit in September.", "Kenya is due to host the climate summit in September."),
    ("Volta will recall 40,000 cars.", "Volta is going to recall 40,000 cars, a spokesman said."),
    (
        "The court will rule on the tariffs by the end of June.",
        "The court is expected to rule on the tariffs by the end of June.",
    ),
    ("Spain will send two frigates to the Gulf in May.", "Madrid will send two frigates to the Gulf in May."),
    ("Ana Ruiz will resign as mayor in March.", "Mayor Ana Ruiz is to resign in March."),
    ("Egypt will reopen the Rafah crossing next week.", "Cairo will reopen the Rafah crossing."),
    ("The union will strike on 3 March.", "The union said that it would strike on 3 March."),
    ("Apple will release the new iPhone in September.", "Apple is set to release its new iPhone in September."),
    ("Turkey will not sign the agreement.", "Turkey will not sign the agreement, Ankara said."),
    ("India will lift its ban on rice exports in October.", "India is to lift its ban on rice exports in October."),
    ("The city will open the new bridge in June.", "The city plans to open its new bridge in June."),
    (
        "Norway will raise its gas output by 5 percent this year.",
        "Norway will increase its gas output by 5 percent this year.",
    ),
    ("Okoro will meet Mensah in Accra on 14 March.", "Okoro is to meet Mensah in Accra on 14 March."),
    (
        "The airline will resume flights to Tel Aviv on 1 April.",
        "The airline plans to resume flights to Tel Aviv on 1 April.",
    ),
    ("Sweden will join the fund in 2027.", "Sweden intends to join the fund in 2027."),
    (
        "The drugmaker will seek approval for the vaccine by May.",
        "The drugmaker will seek approval for its vaccine by May.",
    ),
]

NEW = [
    ("Trump will visit China in April 2026.", "Trump will visit China in May 2026."),
    ("Trump will visit China in April 2026.", "Trump will visit China from 31 March to 2 April."),
    ("Trump will visit China in April 2026.", "Trump will visit Japan in April 2026."),
    ("Trump will visit China in April 2026.", "Xi will visit Washington in April 2026."),
    ("Trump will visit China in April 2026.", "Vance will visit China in April 2026."),
    ("Trump will visit China in April 2026.", "Trump will not visit China in April 2026."),
    ("Trump will visit China in April 2026.", "Trump could visit China in April 2026."),
    ("Trump will visit China in April 2026.", "Trump's visit to China in April 2026 has been called off."),
    ("Trump will visit China in 2026.", "Trump will visit China on 14 April 2026."),
    (
        "China will buy 12 million tons of U.S. soybeans by the end of 2026.",
        "China will buy 25 million tons of U.S. soybeans by the end of 2026.",
    ),
    (
        "China will buy 12 million tons of U.S. soybeans by the end of 2026.",
        "China will buy 12 million tons of U.S. soybeans by 28 February 2027.",
    ),
    (
        "China will buy 12 million tons of U.S. soybeans by the end of 2026.",
        "China will buy 12 million tons of Brazilian soybeans by the end of 2026.",
    ),
    (
        "China will buy 12 million tons of U.S. soybeans by the end of 2026.",
        "Japan will buy 12 million tons of U.S. soybeans by the end of 2026.",
    ),
    (
        "China will buy 12 million tons of U.S. soybeans by the end of 2026.",
        "China has bought 12 million tons of U.S. soybeans.",
    ),
    ("France will ratify the fisheries treaty by June.", "France will ratify the tax treaty by June."),
    ("France will ratify the fisheries treaty by June.", "Germany will ratify the fisheries treaty by June."),
    ("France will ratify the fisheries treaty by June.", "France will ratify the fisheries treaty by August."),
    ("France will ratify the fisheries treaty by June.", "France will reject the fisheries treaty by June."),
    ("Nokia will acquire Infinera by the end of June.", "Ericsson will acquire Infinera by the end of June."),
    ("Nokia will acquire Infinera by the end of June.", "Nokia will sell Infinera by the end of June."),
    ("Nokia will acquire Infinera by the end of June.", "Nokia will acquire Ciena by the end of June."),
    ("The ministry will publish the report on 5 May.", "The ministry will publish the budget on 5 May."),
    ("The ministry will publish the report on 5 May.", "The ministry will publish the report on 19 May."),
    ("Boeing will deliver 20 aircraft to Ryanair by July.", "Boeing will deliver 30 aircraft to Ryanair by July."),
    ("Boeing will deliver 20 aircraft to Ryanair by July.", "Airbus will deliver 20 aircraft to Ryanair by July."),
    ("The central bank will raise interest rates in March.", "The central bank will cut interest rates in March."),
    ("The central bank will raise interest rates in March.", "The central bank will raise interest rates in June."),
    ("NASA will launch the Artemis II mission in April.", "NASA will launch the Artemis III mission in April."),
    ("NASA will launch the Artemis II mission in April.", "The Artemis II launch has been postponed to May."),
    ("Germany will close its last coal plant by 2030.", "Germany will close its last nuclear plant by 2030."),
    ("The company will cut 500 jobs in Ohio by autumn.", "The company will cut 500 jobs in Texas by autumn."),
    (
        "Parliament will vote on the pension bill on 12 March.",
        "Parliament will vote on the migration bill on 12 March.",
    ),
    ("Okoro will meet Mensah in Accra on 14 March.", "Okoro will meet Diallo in Accra on 14 March."),
    ("Spain will send two frigates to the Gulf in May.", "Spain will withdraw two frigates from the Gulf in May."),
    ("Ana Ruiz will resign as mayor in March.", "Ana Ruiz will not resign as mayor in March."),
    ("The union will strike on 3 March.", "The union called off the strike on 3 March."),
    ("Volta will recall 40,000 cars.", "Volta will recall 60,000 cars."),
    ("Apple will release the new iPhone in September.", "Samsung will release the new iPhone rival in September."),
    ("Turkey will not sign the agreement.", "Turkey will sign the agreement."),
    ("Egypt will reopen the Rafah crossing next week.", "Egypt closed the Rafah crossing last week."),
    ("India will lift its ban on rice exports in October.", "India will lift its ban on sugar exports in October."),
]


@pytest.mark.parametrize(("old", "new"), REPEATED)
def test_the_same_promise_in_other_words_is_a_repetition(old: str, new: str) -> None:
    found = restated(draft_of(new, AGAIN), AGAIN, [claim_of(old, MADE)], analyse=analyse)
    assert found is not None
    assert found.reasons


@pytest.mark.parametrize(("old", "new"), NEW)
def test_another_date_amount_place_person_or_sense_is_a_claim_of_its_own(old: str, new: str) -> None:
    assert restated(draft_of(new, AGAIN), AGAIN, [claim_of(old, MADE)], analyse=analyse) is None


def test_a_date_where_there_was_none_is_news_and_none_where_there_was_one_is_not() -> None:
    dated, undated = "Kenya will host the climate summit in September.", "Kenya will host the climate summit."
    assert restated(draft_of(undated, AGAIN), AGAIN, [claim_of(dated, MADE)], analyse=analyse) is not None
    assert restated(draft_of(dated, AGAIN), AGAIN, [claim_of(undated, MADE)], analyse=analyse) is None


def test_what_is_told_as_done_repeats_no_promise() -> None:
    promise = "China promised to buy 12 million tons of U.S. soybeans by the end of 2026."
    done = "China has bought the 12 million tons of U.S. soybeans it promised last year."
    assert restated(draft_of(done, AGAIN), AGAIN, [claim_of(promise, MADE)], analyse=analyse) is None
