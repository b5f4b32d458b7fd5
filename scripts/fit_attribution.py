"""Fit the models that tell who said what and write them to resources/rules/<language>/attribution.json.

    fit_attribution.py TRAIN.jsonl[.gz] [--held DEV.jsonl[.gz]] [--write] [--parses FOLDER]

The files hold one text a line: ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``, each of the three a
list of [start, end] in code points. Ridge logistic regressions over features that hold or not are fitted: "cue" (is
this word the cue of this content?), "end" (does the content end here?), "voice" (is it this noun who says it?), and,
from what a "cue" model says of texts it has not seen, "among" (does the cue stand beside the likely ones of its
paragraph?) and "onward" (does the speaker go on with this quote?). Parses are kept in FOLDER, so that a text is parsed
once. Numpy is fastest with OPENBLAS_NUM_THREADS=1 where others use the processors too.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc, DocBin
from sparse_logistic import Design, Table, Vector, design, fit, logistic

from factdesk.paths import resource
from factdesk.reading.acts import (
    FAINT,
    FILE,
    Act,
    Rules,
    best_of_cues,
    contents_of,
    hosts_of,
    judged,
    outside,
    signs_among,
    widened,
)
from factdesk.reading.cues import Candidate
from factdesk.reading.extents import edges, follows
from factdesk.reading.grid import Grid, grid_of
from factdesk.reading.onward import pairs
from factdesk.reading.pipeline import Paragraph, Parsed, parse_each, pipeline
from factdesk.reading.quotemarks import Quoted, quoted
from factdesk.reading.rules import roles, saying
from factdesk.reading.sources import Source, relative_pronoun
from factdesk.reading.syntax import Chars, noun_phrase
from factdesk.reading.voices import Scene, voices

_ATTRIBUTES = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID"]
_FEWEST = {"cue": 5, "end": 10, "voice": 10, "among": 5, "onward": 5}
"""A feature must hold in so many texts to get a weight: what fewer hold is names and matters of their time."""
_LEAST_WEIGHT = 0.05
_RIDGE = {"cue": 2.0, "end": 3.0, "voice": 3.0, "among": 3.0, "onward": 3.0}
_COVERED, _ALIKE, _WITHIN, _LIKELY = 0.3, 0.6, 0.8, 0.5
_OF_SPEECH = ("clause", "before", "around", "quote")


@dataclass(frozen=True)
class Gold:
    """One attribution of the gold, as sets of code points."""

    content: frozenset[int]
    cue: frozenset[int]
    source: frozenset[int]
    end: int


@dataclass(frozen=True)
class Text:
    """A text with its gold."""

    parsed: Parsed
    gold: list[Gold]


def texts(path: Path, language: str, parses: Path | None) -> Iterator[Text]:
    """Yield the texts of a file, parsed."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for row, parsed in zip(rows, _parsed(path, rows, language, parses), strict=True):
        found = row["attributions"]
        yield Text(parsed, [_gold(one) for one in found if one["content"]])


def _gold(row: dict[str, Any]) -> Gold:
    sets = {key: frozenset(i for a, b in row[key] for i in range(a, b)) for key in ("content", "cue", "source")}
    return Gold(**sets, end=max(b for _, b in row["content"]))


def _parsed(path: Path, rows: list[dict[str, Any]], language: str, parses: Path | None) -> Iterator[Parsed]:
    stored = parses / f"{path.name}.docbin" if parses is not None else None
    places = parses / f"{path.name}.json" if parses is not None else None
    if stored is not None and places is not None and stored.exists():
        docs = DocBin().from_disk(stored).get_docs(pipeline(language).vocab)
        for row, spans in zip(rows, json.loads(places.read_text("utf-8")), strict=True):
            yield Parsed(row["text"], language, tuple(Paragraph(a, b, next(docs)) for a, b in spans))
        return
    kept, spans = DocBin(attrs=_ATTRIBUTES), []
    for start in range(0, len(rows), 20):
        for parsed in parse_each([row["text"] for row in rows[start : start + 20]], language):
            spans.append([(p.start, p.end) for p in parsed.paragraphs])
            for paragraph in parsed.paragraphs:
                kept.add(paragraph.doc)
            yield parsed
    if stored is not None and places is not None:
        kept.to_disk(stored)
        places.write_text(json.dumps(spans), "utf-8")


@dataclass
class Example:
    """A candidate of a text, and how probable a model finds it that has not seen the text."""

    grid: Grid
    doc: Doc
    offset: int
    candidate: Candidate
    source: Source
    contents: tuple[Chars, ...]
    quotes: tuple[Quoted, ...]
    chance: float = 0.0


def examples(text: Text, rules: Rules) -> Iterator[tuple[Example, list[str]]]:
    """Yield the candidates of a text with their features."""
    for paragraph in text.parsed.paragraphs:
        quotes = quoted(text.parsed.text[paragraph.start : paragraph.end])
        grid = grid_of(paragraph.doc, tuple((q.start, q.end) for q in quotes))
        for candidate, source, features in judged(grid, quotes, rules):
            contents = widened(grid, quotes, candidate.pieces, candidate.cue)
            if contents:
                yield Example(grid, paragraph.doc, paragraph.start, candidate, source, contents, quotes), features


def matched(found: list[Example], gold: list[Gold]) -> dict[int, Gold]:
    """Return which candidates are right: one for each attribution, the one with its cue and most of its content."""
    pairs = [
        (*rank, number, one)
        for number, example in enumerate(found)
        for one in range(len(gold))
        if (rank := _rank(example, gold[one])) is not None
    ]
    out: dict[int, Gold] = {}
    used: set[int] = set()
    for *_, number, one in sorted(pairs, reverse=True):
        if number not in out and one not in used:
            out[number] = gold[one]
            used.add(one)
    return out


def _rank(example: Example, gold: Gold) -> tuple[bool, bool, float, float] | None:
    """Return how well a candidate fits an attribution; null where it does not.

    Of the pieces of speech that goes on after its cue the first one is the candidate's content.
    """
    start, end = example.offset + example.contents[0][0], example.offset + example.contents[-1][1]
    if start >= gold.end or end <= min(gold.content):
        return None
    shared = sum(1 for i in gold.content if start <= i < end)
    alike = shared / (len(gold.content) + (end - start) - shared)
    has_cue = example.offset + example.grid.at[example.candidate.cue] in gold.cue
    if (
        has_cue
        and shared > _WITHIN * (end - start)
        and example.candidate.frame in ("clause", "before", "around", "quote")
    ):
        return True, True, -float(start), alike
    if shared > _COVERED * len(gold.content) and (has_cue or alike > _ALIKE):
        return has_cue, False, alike, 0.0
    return None


def end_examples(example: Example, gold: Gold, rules: Rules) -> Iterator[tuple[list[str], bool]]:
    """Yield the edges of a right candidate up to the one where its content ends."""
    grid, candidate = example.grid, example.candidate
    last = example.offset + grid.until[grid.bounds(candidate.cue)[1] - 1]
    first = example.offset + grid.at[candidate.pieces[-1][0]] - 3
    inside = [i for i in gold.content if first <= i < last]
    if not follows(candidate) or not inside:
        return
    end = max(inside) + 1
    for edge, features in edges(grid, candidate, rules.sayings):
        stops = end <= example.offset + grid.at[edge] + 1
        yield features, stops
        if stops:
            return


def voice_examples(example: Example, gold: Gold, rules: Rules) -> Iterator[tuple[list[str], bool]]:
    """Yield who may speak in a right candidate; nobody does where the gold names none."""
    grid, candidate = example.grid, example.candidate
    contents = contents_of(grid, example.quotes, candidate, rules) or example.contents
    rule = outside(grid, example.source, contents)
    relative = relative_pronoun(grid, candidate.cue)
    for voice, features in voices(
        Scene(grid, candidate.cue, candidate.frame, rule, contents, rules.sayings, rules.roles)
    ):
        start, end = noun_phrase(example.doc[voice])
        if voice == rule[0] < relative:
            end = max(end, grid.until[relative])
        yield features, any(example.offset + i in gold.source for i in range(start, end))


@dataclass
class Corpus:
    """All candidates of all texts, and the tables of the models."""

    found: list[list[Example]] = field(default_factory=list)
    gold: list[list[Gold]] = field(default_factory=list)
    cue: Table = field(default_factory=Table)
    end: Table = field(default_factory=Table)
    voice: Table = field(default_factory=Table)
    among: Table = field(default_factory=Table)
    onward: Table = field(default_factory=Table)


def corpus(source: Iterator[Text], rules: Rules) -> Corpus:
    """Return the candidates of some texts with the examples of the two models that judge each by itself."""
    out = Corpus()
    for at, text in enumerate(source):
        both = list(examples(text, rules))
        found = [example for example, _ in both]
        right = matched(found, text.gold)
        for number, (_, features) in enumerate(both):
            out.cue.add(features, number in right, at)
        for number, gold in right.items():
            for features, stops in end_examples(found[number], gold, rules):
                out.end.add(features, stops, at)
            for features, speaks in voice_examples(found[number], gold, rules):
                out.voice.add(features, speaks, at)
        out.found.append(found)
        out.gold.append(text.gold)
    return out


def give_chances(data: Corpus, chances: Vector, rules: Rules) -> None:
    """Store what a model says of each candidate, and make the examples of the model that judges them together."""
    flat = iter(chances)
    for at, (found, gold) in enumerate(zip(data.found, data.gold, strict=True)):
        for example in found:
            example.chance = float(next(flat))
        kept, features = [], []
        for grid in {id(example.grid): example.grid for example in found}.values():
            own = {id(e.candidate): e for e in found if e.grid is grid and e.chance >= FAINT}
            best = best_of_cues(Act(e.candidate, e.source, e.contents, e.chance) for e in own.values())
            kept += [own[id(act.candidate)] for act in best]
            features += list(signs_among(grid, best))
        right = matched(kept, gold)
        for number, signs in enumerate(features):
            data.among.add(signs, number in right, at)
        for signs, goes_on in onward_examples([(e, right.get(n)) for n, e in enumerate(kept)], rules):
            data.onward.add(signs, goes_on, at)


def onward_examples(acts: list[tuple[Example, Gold | None]], rules: Rules) -> Iterator[tuple[list[str], bool]]:
    """Yield the quotes that no likely act of saying has, with the acts before that may go on with them."""
    for grid in {id(example.grid): example.grid for example, _ in acts}.values():
        own = [(e, gold) for e, gold in acts if e.grid is grid and e.chance >= _LIKELY]
        quotes = own[0][0].quotes if own else ()
        hosts = hosts_of([Act(e.candidate, e.source, e.contents, e.chance) for e, _ in own])
        for pair in pairs(grid, quotes, hosts, rules.sayings):
            example, gold = own[pair.host]
            start, end = (example.offset + at for at in (quotes[pair.quote].start, quotes[pair.quote].end))
            shared = 0 if gold is None else sum(1 for i in range(start, end) if i in gold.content)
            yield list(pair.signs), shared > (end - start) / 2


def held_out(data: Corpus, ridge: float) -> Vector:
    """Return the chance of each candidate from a model that has seen the other half of the texts."""
    half = np.concatenate([np.full(len(found), number % 2) for number, found in enumerate(data.found)])
    matrix, _ = design(data.cue, _FEWEST["cue"])
    y = np.array(data.cue.hits, dtype=float)
    chances = np.zeros(len(y))
    for side in (0, 1):
        own = half[matrix.rows] == side
        part = Design(matrix.rows[own], matrix.columns[own], matrix.shape)
        beta = fit(part, y, ridge, mass=(half == side).astype(float))
        chances[half != side] = logistic(beta[0] + matrix.times(beta[1:]))[half != side]
    return chances


def fitted(name: str, table: Table) -> dict[str, Any]:
    """Fit one model."""
    matrix, names = design(table, _FEWEST[name])
    beta = fit(matrix, np.array(table.hits, dtype=float), _RIDGE[name])
    weights = {n: round(float(w), 2) for n, w in zip(names, beta[1:], strict=True) if abs(w) >= _LEAST_WEIGHT}
    print(f"{name}: {len(table.hits)} examples, {sum(table.hits)} right, {len(weights)} weights", flush=True)
    return {"intercept": round(float(beta[0]), 3), "weights": dict(sorted(weights.items()))}


def judged_by(model: dict[str, Any], table: Table) -> Vector:
    """Return what a model says of the examples of a table."""
    weights = np.array([model["weights"].get(name, 0.0) for name in table.numbers])
    rows = np.repeat(np.arange(len(table.sizes)), np.frombuffer(table.sizes, dtype=np.int32))
    columns = np.frombuffer(table.columns, dtype=np.int32)
    return logistic(model["intercept"] + np.bincount(rows, weights[columns], minlength=len(table.sizes)))


def tell(name: str, p: Vector, table: Table) -> None:
    """Print log loss and a reliability curve of a model on texts it has not seen."""
    y = np.array(table.hits, dtype=float)
    print(f"{name}: log loss {-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean():.4f} on {len(y)} examples")
    for low in np.arange(0.0, 1.0, 0.1):
        of_bin = (p >= low) & (p < low + 0.1)
        if of_bin.any():
            print(f"  {low:.1f}: told {p[of_bin].mean():.2f}, true {y[of_bin].mean():.2f} ({int(of_bin.sum())})")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("train", type=Path)
    arguments.add_argument("--held", type=Path, help="texts to measure on")
    arguments.add_argument("--language", default="en")
    arguments.add_argument("--parses", type=Path, help="folder in which parses are kept")
    arguments.add_argument("--thresholds", type=float, nargs=2, default=(0.4, 0.6), help="known cues, others")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    rules = Rules(given.language, saying(given.language), roles(given.language))
    data = corpus(texts(given.train, given.language, given.parses), rules)
    give_chances(data, held_out(data, _RIDGE["cue"]), rules)
    models = {name: fitted(name, getattr(data, name)) for name in _RIDGE}
    if given.held is not None:
        held = corpus(texts(given.held, given.language, given.parses), rules)
        give_chances(held, judged_by(models["cue"], held.cue), rules)
        for name, model in models.items():
            tell(name, judged_by(model, getattr(held, name)), getattr(held, name))
    if given.write:
        write(given.language, models, given.thresholds)


def write(language: str, models: dict[str, dict[str, Any]], thresholds: Sequence[float]) -> None:
    path = resource("rules", language, f"{FILE}.json")
    data = {
        "about": "Coefficients written by scripts/fit_attribution.py: the logistic of intercept plus the weights of the"
        " features that hold. cue: this word is the cue of this content; end: the content ends before this word;"
        " voice: this noun says it; among: the cue stands beside the others of its paragraph;"
        " onward: the speaker goes on with this quote."
        " Acts of saying below the threshold are not published; cues that the lexicon does not know need more.",
        "thresholds": dict(zip(("known", "mention"), thresholds, strict=True)),
        "models": models,
    }
    path.write_text(json.dumps(data, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {path}")


if __name__ == "__main__":
    main()
