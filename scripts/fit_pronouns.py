"""Fit the coefficients by which pronouns are led back to what they stand for.

    fit_pronouns.py CORPUS [--write] [--misses FORM]

They are written to resources/rules/<language>/pronoun_weights.json.

CORPUS is a folder of CoNLL-U files with the entities and their chains in the last column, as the GUM corpus has them.
At run time nothing of that is used but the text: parse, names and mentions are the program's own. An answer is right if
the antecedent that was chosen belongs to the pronoun's chain: every mention of the program belongs to the chain of the
shortest annotated mention around its head word, and a name that was mentioned more than once to the chain of most of
its mentions. Every figure printed is of documents that the model had not seen (one left out at a time), its margin
chosen on the other documents too.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from factdesk.paths import resource
from factdesk.reading.antecedents import NONE, Anaphor, Antecedents, Choice, Clues, Form, Model
from factdesk.reading.attribution import find_said
from factdesk.reading.mentions import Mentions
from factdesk.reading.pipeline import Parsed, parse
from factdesk.reading.speakers import voices

if TYPE_CHECKING:
    from spacy.tokens import Token

Matrix = NDArray[np.float64]
_RIDGE = 1.0
_GIVEN = {
    Form.BODY: {
        "far 0": 3.0,
        "far 1": 2.0,
        "far 2": 1.0,
        "role subject": 1.5,
        "role owner": -0.5,
        "role other": -1.0,
        "count": 0.7,
        "speaks": 1.5,
    }
}
"""The weights of a form that the corpus has too few of to fit them: it says "the company" thirteen times."""
_LEAST = 0.36
"""No antecedent is told that is not by so much more probable than the next."""
_FEW = 50
_ENTITY = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")


@dataclass(frozen=True)
class Gold:
    """An annotated text: the mentions as start, end and chain, the shortest first."""

    name: str
    text: str
    mentions: tuple[tuple[int, int, str], ...]

    def chain(self, at: int) -> str:
        """Return the chain of the shortest mention around a place of the text; empty where there is none."""
        return next((chain for start, end, chain in self.mentions if start <= at < end), "")

    def chain_from(self, at: int) -> str:
        """Return the chain of the shortest mention that begins at a place, for pronouns."""
        return next((chain for start, _, chain in self.mentions if start == at), "")


@dataclass
class Case:
    """One pronoun with the clues of its candidates, and which of them are right."""

    document: str
    form: Form
    at: int
    keys: list[str]
    clues: list[dict[str, float]]
    right: list[bool]
    choice: Choice


@dataclass
class Document:
    """One text, parsed, with the chain of every mention."""

    gold: Gold
    parsed: Parsed
    mentions: Mentions
    voices: dict[int, Token]
    cases: list[Case] = field(default_factory=list)


def read_gold(path: Path) -> Gold:
    text = ""
    found: list[tuple[int, int, str]] = []
    begun: dict[str, list[int]] = {}
    for line in path.read_text("utf-8").splitlines():
        if re.fullmatch(r"# newpar(?: .*)?", line) and text:
            text = text.rstrip() + "\n\n"
        cells = line.split("\t")
        if len(cells) < 10 or not cells[0].isdigit():
            continue
        misc = dict(part.split("=", 1) for part in cells[9].split("|") if "=" in part)
        start, text = len(text), text + cells[1]
        for opened, closed, ended in _ENTITY.findall(misc.get("Entity", "")):
            chain = (opened or ended).split("-")[0]
            if closed:
                found.append((start, len(text), chain.split("[")[0]))
            elif opened:
                begun.setdefault(chain, []).append(start)
            elif begun.get(ended):
                found.append((begun[ended].pop(), len(text), ended.split("[")[0]))
        text += "" if misc.get("SpaceAfter") == "No" else " "
    return Gold(path.stem, text, tuple(sorted(found, key=lambda m: m[1] - m[0])))


def read(path: Path, language: str) -> Document:
    gold = read_gold(path)
    parsed = parse(gold.text, language)
    mentions = Mentions(parsed)
    return Document(gold, parsed, mentions, voices(find_said(parsed), mentions))


def chains_of(document: Document) -> dict[str, str]:
    """Return the chain of each key: that of most of its mentions."""
    votes: dict[str, Counter[str]] = {}
    for key, mention in zip(document.mentions.keys, document.mentions.all, strict=True):
        votes.setdefault(key, Counter())[document.gold.chain(document.mentions.place(mention.head))] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in votes.items()}


def run(document: Document, coefficients: dict[Form, Model], *, teach: bool) -> list[Case]:
    """Go through a document; ``teach`` goes on with the right antecedent of each pronoun, else with the model's own."""
    gold, chains, cases = document.gold, chains_of(document), []

    def told(anaphor: Anaphor, found: Clues, choice: Choice) -> str:
        wanted = gold.chain(anaphor.at) if anaphor.form is Form.BODY else gold.chain_from(anaphor.at)
        right = [bool(wanted) and bool(key) and chains[key] == wanted for key in found]
        if not any(right):
            right[list(found).index(NONE)] = True
        rows = [dict(clues) for clues in found.values()]
        cases.append(Case(gold.name, anaphor.form, anaphor.at, list(found), rows, right, choice))
        return (
            next((key for key, is_right in zip(found, right, strict=True) if is_right), NONE) if teach else choice.key
        )

    Antecedents(document.parsed, document.mentions, document.voices, coefficients, told)
    return cases


def fit(cases: list[Case]) -> dict[Form, Model]:
    """Return the models of all forms, each fitted on its own cases."""
    of_form = {form: [case for case in cases if case.form is form] for form in Form}
    return {form: Model(_GIVEN.get(form) or _fit(own), 0.0) for form, own in of_form.items()}


def _fit(cases: list[Case]) -> dict[str, float]:
    """Return the weights of a conditional logit with a ridge.

    Several candidates may be right (a name and a description): the likelihood is that of any of them.
    """
    names = sorted({name for case in cases for row in case.clues for name in row})
    index = {name: i for i, name in enumerate(names)}
    beta = np.zeros(len(names))
    designs = [_design(case, index) for case in cases]
    for _ in range(40):
        gradient, hessian = -_RIDGE * beta, _RIDGE * np.eye(len(names))
        for x, right in designs:
            logits = x @ beta
            p = np.exp(logits - logits.max())
            p /= p.sum()
            aim = p * right / (p * right).sum()
            gradient += x.T @ (aim - p)
            hessian += (x * p[:, None]).T @ x - np.outer(p @ x, p @ x)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: round(float(value), 3) for name, value in zip(names, beta, strict=True) if abs(value) >= 0.0005}


def _design(case: Case, index: dict[str, int]) -> tuple[Matrix, Matrix]:
    x = np.zeros((len(case.clues), len(index)))
    for row, clues in enumerate(case.clues):
        for name, value in clues.items():
            x[row, index[name]] = value
    return x, np.array(case.right, dtype=np.float64)


def answered(cases: list[Case], least: float) -> tuple[int, int]:
    """Return how many are answered at a margin, and how many of these rightly."""
    given = [case for case in cases if case.choice.key and case.choice.margin >= least]
    return len(given), sum(case.right[case.keys.index(case.choice.key)] for case in given)


def margin_for(cases: list[Case], wanted: float) -> float:
    """Return the least margin at which so many of the answers are right."""
    if len(cases) < _FEW:
        return _LEAST
    for least in np.arange(_LEAST, 1.0, 0.02):
        given, right = answered(cases, float(least))
        if given and right >= wanted * given:
            return round(float(least), 2)
    return 1.0


def held_out(documents: list[Document]) -> dict[Form, list[Case]]:
    """Return the cases of every document as the models of the other documents answer them."""
    empty = {form: Model({}, 0.0) for form in Form}
    taught = {d.gold.name: run(d, empty, teach=True) for d in documents}
    out: dict[Form, list[Case]] = {form: [] for form in Form}
    for document in documents:
        others = [case for name, cases in taught.items() if name != document.gold.name for case in cases]
        for case in run(document, fit(others), teach=False):
            out[case.form].append(case)
    return out


def tell(form: Form, cases: list[Case]) -> None:
    reachable = sum(not case.right[case.keys.index(NONE)] for case in cases)
    given, right = answered(cases, 0.0)
    print(f"{form.value}: {len(cases)} pronouns, the right one is among the candidates of {reachable}")
    print(f"  no margin: {right} of {given} right ({right / max(1, given):.3f})")
    for share in (0.85, 0.75, 0.6, 0.5):
        ranked = sorted((c for c in cases if c.choice.key), key=lambda c: -c.choice.margin)[: round(share * len(cases))]
        right = sum(c.right[c.keys.index(c.choice.key)] for c in ranked)
        least, total = (ranked[-1].choice.margin if ranked else 1.0), max(1, len(ranked))
        print(f"  at {len(ranked) / len(cases):.2f} answered: {right / total:.3f} right (margin {least:.2f})")


def write(language: str, documents: list[Document], found: dict[Form, list[Case]], wanted: float) -> None:
    """Fit on every document and write the weights with the margin that was right on documents left out."""
    empty = {form: Model({}, 0.0) for form in Form}
    cases = [case for document in documents for case in run(document, empty, teach=True)]
    data: dict[str, object] = {
        "about": "Coefficients of the pronoun resolver, written by scripts/fit_pronouns.py from annotated news (GUM, CC"
        " BY 4.0): the logit of an antecedent is the sum of its clues' weights, that of there being none is none; an"
        f" antecedent is told from a margin on at which {wanted:g} of the answers on documents left out are right."
    }
    for form, model in fit(cases).items():
        data[form.value] = {"least": margin_for(found[form], wanted), "weights": model.weights}
    path = resource("rules", language, "pronoun_weights.json")
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {path}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--language", default="en")
    arguments.add_argument("--wanted", type=float, default=0.88, help="the share of answers that are to be right")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--misses", choices=[form.value for form in Form])
    given = arguments.parse_args()
    documents = [read(path, given.language) for path in sorted(given.corpus.glob("*.conllu"))]
    found = held_out(documents)
    texts = {d.gold.name: d.gold.text for d in documents}
    for form, cases in found.items():
        if cases:
            tell(form, cases)
        for case in cases if given.misses == form.value else ():
            if (case.choice.key and not case.right[case.keys.index(case.choice.key)]) or not case.choice.key:
                right = [key for key, is_right in zip(case.keys, case.right, strict=True) if is_right]
                around = texts[case.document][max(0, case.at - 300) : case.at + 60].replace("\n", " ")
                print(f"\n{case.document} {case.choice.margin:.2f} chose {case.choice.key!r} not {right}\n   {around}")
    if given.write:
        write(given.language, documents, found, given.wanted)


if __name__ == "__main__":
    main()
