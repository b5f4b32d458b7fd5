"""What the outside relies on: commands, options, keys, exit codes."""

from __future__ import annotations

import json

import pytest

from factdesk.cli import run
from factdesk.cli.program import COMMANDS
from factdesk.errors import NoDisplayError
from tests.journeys.story import PROMISE, write_manifest

DUE_KEYS = ["text", "from", "to", "bound", "precision", "rule", "edtf"]
READ_KEYS = [
    "id",
    "report_id",
    "start",
    "end",
    "quote",
    "text",
    "speaker",
    "via",
    "kind",
    "due",
    "entities",
    "quantities",
    "score",
    "edits",
    "unresolved",
]
CLAIM_KEYS = {
    *READ_KEYS,
    *("outcome", "provisional", "settled_outcome", "why", "since", "due_in_force", "moves", "slip_days", "review"),
    *(
        "reviewed_by",
        "reviewed_at",
        "confirms",
        "contradicts",
        "origins",
        "tags",
        "report_title",
        "outlet",
        "url",
        "published",
        "speaker_id",
        "speaker_name",
    ),
}
EVIDENCE_KEYS = {
    *("id", "claim_id", "report_id", "start", "end", "quote", "relation", "restates", "score", "reasons", "state"),
    *("new_due", "published", "outlet", "origin_id", "marks"),
}
REPORT_KEYS = {"id", "title", "outlet", "published", "url", "sha256", "origin_id", "language", "claims"}
DATE_KEYS = ["start", "end", "text", "type", "value", "from", "to", "bound", "precision", "rule", "edtf"]
QUOTE_KEYS = ["id", "start", "end", "quote", "cue", "speaker", "direct", "score"]


def no_window(desk):
    raise NoDisplayError("There is no display here.")


def factdesk(capsys, *arguments):
    """Run a command; return exit code, standard output, standard error."""
    capsys.readouterr()
    code = run([str(a) for a in arguments], no_window)
    out, err = capsys.readouterr()
    return code, out, err


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def desk(tmp_path, capsys):
    file = tmp_path / "bridge.factdesk"
    code, _, err = factdesk(capsys, "--desk", file, "import", write_manifest(tmp_path / "in", given=True))
    assert code == 0, err
    return file


def test_records_have_exactly_the_keys_of_the_contract(desk, capsys):
    for command, keys in (("claims", CLAIM_KEYS), ("evidence", EVIDENCE_KEYS), ("reports", REPORT_KEYS)):
        records = lines(factdesk(capsys, "--desk", desk, command, "--format", "jsonl")[1])
        assert records
        assert all(set(record) == keys for record in records), command
    claim = lines(factdesk(capsys, "--desk", desk, "claims", "kind:commitment", "--format", "jsonl")[1])[0]
    assert list(claim["due"]) == DUE_KEYS
    assert claim["quote"] == PROMISE[claim["start"] : claim["end"]]


def test_stateless_commands_answer_with_the_id_of_each_record(tmp_path, capsys):
    file = tmp_path / "in.jsonl"
    file.write_text(
        "".join(json.dumps({"id": i, "text": PROMISE, "published": "2025-03-03"}) + "\n" for i in ("a", "b")),
        encoding="utf-8",
    )
    for command, key, keys in (
        ("dates", "id", ["id", *DATE_KEYS]),
        ("quotes", "id", QUOTE_KEYS),
        ("read", "doc", ["doc", *READ_KEYS]),
    ):
        records = lines(factdesk(capsys, command, file, "--format", "jsonl")[1])
        assert {record[key] for record in records} == {"a", "b"}
        assert all(list(record) == keys for record in records), command
        assert all(PROMISE[r["start"] : r["end"]] == (r.get("quote") or r["text"]) for r in records)


def test_dates_of_a_text_need_no_desk(tmp_path, capsys):
    file = tmp_path / "report.txt"
    file.write_text("The talks will end on Friday.", encoding="utf-8")
    code, out, _ = factdesk(capsys, "dates", file, "--published", "2026-03-04", "--format", "json")
    assert code == 0
    assert [(r["text"], r["value"], r["from"]) for r in json.loads(out)] == [("Friday", "2026-03-06", "2026-03-06")]


def test_judge_scores_every_relation(tmp_path, capsys):
    pair = {
        "id": "x",
        "claim": "The Kestrel Bridge will open to traffic by June 30.",
        "passage": "The Kestrel Bridge opened to traffic on Monday.",
        "claim_published": "2025-03-03",
        "due_to": "2025-06-30",
        "passage_published": "2025-06-24",
    }
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps(pair), encoding="utf-8")
    (record,) = lines(factdesk(capsys, "judge", file, "--format", "jsonl")[1])
    assert list(record) == ["id", "relation", "scores", "reasons"]
    assert set(record["scores"]) == {"confirms", "contradicts", "partly", "moves", "mentions", "unrelated"}
    assert sum(record["scores"].values()) == pytest.approx(1)
    assert record["relation"] == "confirms"
    assert record["reasons"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", "--format", "xml"],
        ["no-such-command"],
        ["verify"],
        ["decide", "1"],
        ["outcome", "1"],
        ["dates", "no-such-file.txt"],
        ["claims", "--as-of", "yesterday"],
    ],
)
def test_wrong_usage_ends_with_2_and_nothing_on_standard_output(tmp_path, capsys, arguments):
    code, out, err = factdesk(capsys, "--desk", tmp_path / "x.factdesk", *arguments)
    assert code == 2
    assert out == ""
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "999"], "999"),
        (["verify", "999"], "999"),
        (["decide", "999", "--accept"], "999"),
        (["claims", "colour:red"], "colour"),
        (["claims", "outcome:maybe"], "maybe"),
        (["export", "/no/such/folder/x.csv"], "/no/such/folder"),
        (["export", "x.csv", "--what", "everything"], "everything"),
        (["undo", "999"], "999"),
        (["outcome", "1", "--set", "confirmed"], "note"),
    ],
)
def test_expected_trouble_is_one_line_a_person_can_act_on(desk, capsys, arguments, words):
    code, out, err = factdesk(capsys, "--desk", desk, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert words in err


def test_a_bad_item_is_told_and_the_others_are_kept(tmp_path, capsys):
    good = tmp_path / "good.txt"
    good.write_text(PROMISE, encoding="utf-8")
    code, _, err = factdesk(
        capsys, "--desk", tmp_path / "d.factdesk", "import", tmp_path / "missing.txt", good, "--published", "2025-03-03"
    )
    assert code == 1
    assert "missing.txt" in err
    records = lines(factdesk(capsys, "--desk", tmp_path / "d.factdesk", "reports", "--format", "jsonl")[1])
    assert len(records) == 1


def test_the_same_report_twice_is_told_and_not_doubled(tmp_path, desk, capsys):
    code, _out, err = factdesk(capsys, "--desk", desk, "import", tmp_path / "in" / "bridge.jsonl")
    assert code == 0
    assert "0 reports added, 3 in the desk already" in err
    assert len(lines(factdesk(capsys, "--desk", desk, "reports", "--format", "jsonl")[1])) == 3


def test_every_command_has_help(capsys):
    for name in COMMANDS:
        code, out, _ = factdesk(capsys, name, "--help")
        assert code == 0
        assert len(out.splitlines()) > 3, name


def test_without_a_display_the_demo_prints_the_claims_and_writes_the_csv(tmp_path, capsys):
    desk = tmp_path / "sample.factdesk"
    code, out, err = factdesk(capsys, "--desk", desk, "demo")
    assert code == 0
    assert "There is no display here." in err
    assert len(out.splitlines()) > 10
    assert (tmp_path / "sample-claims.csv").exists()
    again = factdesk(capsys, "--desk", desk, "demo", "--no-window")
    assert again[1] == out


def test_what_a_person_changes_by_hand_is_there_on_the_command_line(desk, capsys):
    def claim(query="kind:commitment"):
        return lines(factdesk(capsys, "--desk", desk, "claims", query, "--format", "jsonl")[1])[0]

    number = claim()["id"]
    quote = "Cracks found in two bearings must be repaired first"
    for arguments in (
        ("edit", number, "--text", "The bridge opens by 30 June.", "--speaker", "", "--due", "by July 4"),
        ("tag", number, "--add", "bridges", "--add", "roads"),
        ("tag", number, "--remove", "roads"),
        ("verify", number),
        ("reopen", number),
        ("add-claim", 2, quote, "--speaker", "Ines Aldana"),
        ("redate", 1, "2025-03-04"),
        ("settings", "time_zone", "Europe/Amsterdam"),
    ):
        code, _, err = factdesk(capsys, "--desk", desk, *arguments)
        assert code == 0, err
    changed = claim()
    assert (changed["text"], changed["speaker"], changed["due"]["to"]) == (
        "The bridge opens by 30 June.",
        None,
        "2025-07-04",
    )
    assert (changed["tags"], changed["review"], changed["published"]) == (["bridges"], "new", "2025-03-04")
    assert claim('"bearings"')["speaker"] == "Ines Aldana"
    assert "Europe/Amsterdam" in factdesk(capsys, "--desk", desk, "settings")[1]
    for wrong in (("edit", number), ("tag", number), ("settings", "time_zone"), ("add-claim", 1, "not there")):
        assert factdesk(capsys, "--desk", desk, *wrong)[0] == 2


def test_folding_and_unfolding_from_the_command_line(capsys, desk):
    said = "Deputy Mayor Lena Holt will open the bridge over the Arrow on 4 May, the city council said on Friday."
    report = desk.with_name("again.txt")
    report.write_text(said + "\n\nThe ferry stops running a week later.\n", encoding="utf-8")
    run_on = ("--desk", desk)
    factdesk(capsys, *run_on, "import", report, "--published", "2026-04-12", "--outlet", "Echo", "--no-extract")
    number = lines(factdesk(capsys, *run_on, "reports", "outlet:Echo", "--format", "jsonl")[1])[0]["id"]
    factdesk(capsys, *run_on, "add-claim", number, said)
    claims = lines(factdesk(capsys, *run_on, "claims", "--sort", "published", "--format", "jsonl")[1])
    first, added = claims[0]["id"], max(claim["id"] for claim in claims)
    code, out, _ = factdesk(capsys, *run_on, "fold", added, first)
    assert code == 0
    assert str(first) in out
    shown = json.loads(factdesk(capsys, *run_on, "show", first, "--format", "json")[1])
    (repeated,) = [e for e in shown["evidence"] if e["restates"]]
    assert (repeated["relation"], repeated["state"], repeated["quote"]) == ("mentions", "accepted", said)
    code, out, _ = factdesk(capsys, *run_on, "unfold", repeated["id"])
    assert code == 0
    assert out.splitlines()[-1].split()[0] == str(added)
    code, _, err = factdesk(capsys, *run_on, "fold", first, added)
    assert code == 2
    assert "instead" in err
    assert factdesk(capsys, *run_on, "match", first)[0] == 0


def test_settings_tell_from_what_score_on_passages_are_proposed(capsys, desk):
    code, out, _ = factdesk(capsys, "--desk", desk, "settings")
    assert code == 0
    assert "adapt        on" in out
    assert "from a score of 0.40 on (0.40 at first): 0 decisions" in out
    assert "between 0.18 and 0.67" in out
    code, out, _ = factdesk(capsys, "--desk", desk, "settings", "adapt", "off")
    assert "adapt is off" in out
    assert factdesk(capsys, "--desk", desk, "settings", "adapt", "perhaps")[0] == 2


@pytest.mark.parametrize("part", ["onnxruntime", "model"])
def test_a_missing_judge_is_told_in_a_sentence_and_stops_nothing(capsys, desk, tmp_path, monkeypatch, part):
    from factdesk.matching import combined, pairs

    for module in (pairs, combined):
        monkeypatch.setattr(module, "network", lambda: None)
    monkeypatch.setattr(pairs, "find_spec", lambda _name: None if part == "onnxruntime" else object())
    combined.trained_judge.cache_clear()
    asked = tmp_path / "pairs.jsonl"
    pair = {"id": 1, "claim": "The ferry will stop in May.", "passage": "The ferry stopped on 3 May, the harbour said."}
    asked.write_text(json.dumps(pair), encoding="utf-8")
    told = []
    for arguments in (("judge", asked, "--format", "jsonl"), ("--desk", desk, "check")):
        code, _, err = factdesk(capsys, *arguments)
        assert code == 0
        told.append([line for line in err.splitlines() if "trained judge" in line])
    combined.trained_judge.cache_clear()
    assert [len(found) for found in told] == [1, 1]
    assert all(("its model" in line) == (part == "model") for (line,) in told)


def test_a_judge_that_is_there_is_not_spoken_of(capsys, desk):
    assert "judge" not in factdesk(capsys, "--desk", desk, "check")[2]
