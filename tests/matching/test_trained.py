import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from factdesk.matching.combined import Combination, combined_features
from factdesk.matching.judges import Weights
from factdesk.matching.pairs import compared, judge
from factdesk.matching.tokens import WordPieces, read_vocabulary
from factdesk.matching.trained import LONGEST, inputs_of, network
from factdesk.matching.wording import Asked, asked, worded
from factdesk.model import Pair, Relation
from factdesk.reading import analyse

PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "bridge", "open", "##ed", "##ing", ".", "cafe", "un", "##re")


@pytest.fixture
def words(tmp_path: Path) -> WordPieces:
    file = tmp_path / "vocab.txt"
    file.write_text("\n".join(PIECES) + "\n", "utf8")
    return read_vocabulary(file)


def shown(words: WordPieces, text: str) -> list[str]:
    return [PIECES[number] for number in words.pieces(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The Bridge opened.", ["the", "bridge", "open", "##ed", "."]),
        ("opening", ["open", "##ing"]),
        ("Café", ["cafe"]),
        ("the\u200b bridge\n\tthe", ["the", "bridge", "the"]),
        ("unrest", ["[UNK]"]),
        ("🎉 the", ["[UNK]", "the"]),
        ("x" * 500, ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_split_into_the_longest_pieces(words: WordPieces, text: str, pieces: list[str]) -> None:
    assert shown(words, text) == pieces


def test_a_pair_carries_its_marks_and_knows_where_the_passage_begins(words: WordPieces) -> None:
    found = words.pair("the bridge", "opened", 20)
    assert [PIECES[n] for n in found.pieces] == ["[CLS]", "the", "bridge", "[SEP]", "open", "##ed", "[SEP]"]
    assert found.first == 4


def test_what_is_too_long_is_cut_from_the_longer_text(words: WordPieces) -> None:
    found = words.pair("the bridge", "the " * 400, LONGEST)
    assert len(found.pieces) == LONGEST
    assert found.first == 4


@pytest.mark.parametrize(
    ("day", "due_from", "due_to", "said"),
    [
        (date(2026, 3, 1), None, date(2026, 3, 9), "Before the due date: It opened."),
        (date(2026, 3, 9), None, date(2026, 3, 9), "On the due date: It opened."),
        (date(2026, 3, 5), date(2026, 3, 1), date(2026, 3, 9), "On the due date: It opened."),
        (date(2026, 3, 10), date(2026, 3, 1), date(2026, 3, 9), "After the due date: It opened."),
        (None, None, date(2026, 3, 9), "It opened."),
        (date(2026, 3, 9), date(2026, 3, 1), None, "It opened."),
    ],
)
def test_the_network_is_told_how_the_passage_lies_to_the_due_date(
    day: date | None, due_from: date | None, due_to: date | None, said: str
) -> None:
    asked = Asked("It will open.", "It opened.", due_from=due_from, due_to=due_to, day=day)
    assert worded(asked) == ("It will open.", said)


def test_the_network_reads_both_under_the_titles_of_their_reports() -> None:
    asked = Asked(
        "It will open in May.", "It did.", "Nobody had thought so.", "A bridge is promised", "The bridge at last"
    )
    assert worded(asked) == (
        "A bridge is promised | It will open in May.",
        "The bridge at last | Nobody had thought so. It did.",
    )


@pytest.mark.parametrize(
    ("claim", "words", "due_from", "said"),
    [
        ("It will open no later than 9 March.", "9 March", None, "It will open by the due date."),
        ("It will open on Monday [9 March 2026].", "Monday", date(2026, 3, 9), "It will open on the due date."),
        ("A 9 March start is planned.", "9 March", date(2026, 3, 9), "A 9 March (the due date) start is planned."),
        ("It will open next week.", "next week", date(2026, 3, 9), "It will open on the due date."),
    ],
)  # fmt: skip
def test_the_due_words_of_a_claim_give_way_to_the_due_date(
    claim: str, words: str, due_from: date | None, said: str
) -> None:
    at = claim.index(words)
    asked = Asked(claim, "It opened.", due_from=due_from, due_to=date(2026, 3, 9), due_at=(at, at + len(words)))
    assert worded(asked)[0] == said
    assert worded(replace(asked, due_to=None))[0] == claim


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 2, 27), date(2026, 2, 27), "It opened on Friday (before the due date), he said."),
        (date(2026, 3, 6), date(2026, 3, 6), "It opened on Friday (on the due date), he said."),
        (date(2026, 3, 13), date(2026, 3, 13), "It opened on Friday (after the due date), he said."),
        (date(2026, 3, 6), date(2026, 3, 13), "It opened on Friday, he said."),
    ],
)
def test_behind_a_date_of_the_passage_stands_how_it_lies_to_the_due_date(first: date, last: date, said: str) -> None:
    told = "It opened on Friday, he said."
    asked = Asked("It will open.", told, due_from=date(2026, 3, 1), due_to=date(2026, 3, 9), days=((19, first, last),))
    assert worded(asked)[1] == said


def test_the_comparison_says_which_words_are_due_and_which_days_are_told() -> None:
    claim = "Kestrel Bank will open a branch in Port Varna by 9 March 2026."
    told = "Kestrel Bank said on Tuesday that its branch in Port Varna will open on 20 March 2026."
    pair = Pair("1", claim, told, date(2026, 2, 2), None, date(2026, 3, 9), date(2026, 3, 3))
    (c,) = compared([pair], analyse=analyse)
    claim, passage = worded(asked(c))
    assert claim == "Kestrel Bank will open a branch in Port Varna by the due date."
    assert passage == f"Before the due date: {told[:-1]} (after the due date)."


def test_numerals_are_read_alike_however_they_are_written() -> None:
    assert worded(Asked("Kestrel II will fly.", "Kestrel 2 flew; Xi watched.")) == (
        "Kestrel 2 will fly.",
        "Kestrel 2 flew; Xi watched.",
    )


def chances(**given: float) -> dict[Relation, float]:
    rest = (1.0 - sum(given.values())) / (len(Relation) - len(given))
    return {relation: given.get(str(relation), rest) for relation in Relation}


def test_the_combiner_heeds_both_halves_and_its_scores_sum_to_one() -> None:
    def weights(relation: Relation) -> Weights:
        return Weights(0.0, {f"words_{relation}": 0.5, f"net_{relation}": 0.5})

    combiner = Combination({relation: weights(relation) for relation in Relation})
    for_it, against_it = chances(confirms=0.9), chances(contradicts=0.9)
    agreeing = combiner.scores(combined_features({}, for_it, for_it))
    split = combiner.scores(combined_features({}, for_it, against_it))
    assert sum(agreeing.values()) == pytest.approx(1.0)
    assert agreeing[Relation.CONFIRMS] > 0.5 > split[Relation.CONFIRMS]
    assert split[Relation.CONFIRMS] == pytest.approx(split[Relation.CONTRADICTS])


def test_a_batch_is_padded_to_its_longest_pair(words: WordPieces) -> None:
    batch = inputs_of([words.pair("the", "bridge", 20), words.pair("the bridge", "opening.", 20)])
    assert batch["pieces"].shape == (2, 8)
    assert batch["mask"].tolist()[0] == [1, 1, 1, 1, 1, 0, 0, 0]
    assert batch["sides"].tolist()[1] == [0, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.skipif(
    find_spec("onnxruntime") is None or network() is None, reason="the network or what runs it is not here"
)
def test_the_shipped_network_answers_alike_alone_and_in_company() -> None:
    held = network()
    assert held is not None
    claim = "Kestrel Bank will open its first branch in Port Varna by the end of March, its chairman said."
    passages = (
        "Kestrel Bank opened its first branch in Port Varna on Tuesday.",
        "Kestrel Bank has scrapped the branch it had planned in Port Varna, its chairman said on Friday.",
        "Rain is expected over the southern hills tonight.",
    )
    together = held.chances([Asked(claim, passage) for passage in passages])
    said = [max(found, key=lambda r, f=found: f[r]) for found in together]  # type: ignore[misc]
    assert said[:2] == [Relation.CONFIRMS, Relation.CONTRADICTS]
    assert said[2] in (Relation.MENTIONS, Relation.UNRELATED)
    for passage, found in zip(passages, together, strict=True):
        (alone,) = held.chances([Asked(claim, passage)])
        assert max(abs(alone[r] - found[r]) for r in Relation) < 0.05


@pytest.mark.skipif(find_spec("onnxruntime") is None, reason="what runs the network is not here")
def test_what_has_nothing_in_common_with_a_claim_is_no_mention_of_it() -> None:
    claim = "Kestrel Bank will open its first branch in Port Varna by the end of March."
    (found,) = judge([Pair("1", claim, "Rain is likely over the southern hills tonight.")], analyse=analyse)
    assert found.relation is Relation.UNRELATED
    assert sum(found.scores.values()) == pytest.approx(1.0)


@pytest.mark.skipif(
    find_spec("onnxruntime") is None or network() is None, reason="the network or what runs it is not here"
)
def test_what_runs_the_network_keeps_no_record_of_its_use(tmp_path: Path) -> None:
    code = (
        "from factdesk.matching.trained import network\n"
        "from factdesk.matching.wording import Asked\n"
        "print(len(network().chances([Asked('The bridge will open.', 'The bridge opened.')])))\n"
    )
    # None of the words by which the library knows a test machine, on which it stays silent of itself.
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONPATH")
    bare = {name: os.environ[name] for name in kept if name in os.environ}
    home = {name: str(tmp_path) for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME")}
    done = subprocess.run([sys.executable, "-c", code], env=bare | home, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
    assert list(tmp_path.rglob("*")) == []
