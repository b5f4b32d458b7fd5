"""The second reading of the news pairs fits the pairs, and agreement is reckoned as it should be."""

import sys
from collections import Counter

import pytest

from tests.corpus.test_pairs import FAMILIES, FOLDER, HOWS

sys.path.insert(0, str(FOLDER.parent))
import pair_agreement


def test_each_reading_is_of_a_passage_that_is_there_and_none_is_counted_twice() -> None:
    passages = {(f["family"], n) for f in FAMILIES for n in range(len(f["passages"]))}
    rows = pair_agreement.readings()
    read = Counter((row.family, row.passage) for row in rows)
    assert set(read) <= passages
    assert set(read.values()) == {1}
    assert {label for row in rows for label in (row.first, row.second)} == {*HOWS}
    whole = {row.family for row in rows if row.shown == "family"}
    assert whole.isdisjoint(row.family for row in rows if row.shown == "alone")
    assert len(whole) * 10 >= 0.95 * len(FAMILIES)
    assert {place for place in passages if place[0] in whole} <= set(read)


def test_kappa_is_what_is_left_of_agreement_beyond_chance() -> None:
    labels = [("confirms", "confirms")] * 20 + [("confirms", "partly")] * 5
    labels += [("partly", "confirms")] * 10 + [("partly", "partly")] * 15
    # 35 of 50 alike; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    assert pair_agreement.agreement(labels) == pytest.approx(0.7)
    assert pair_agreement.kappa(labels) == pytest.approx(0.4)
    assert pair_agreement.table(labels).splitlines()[1].split() == ["confirms", "20", "0", "5", "0", "0", "0", "72.7%"]
    with pytest.raises(ValueError, match="not defined"):
        pair_agreement.kappa([("partly", "partly")])
