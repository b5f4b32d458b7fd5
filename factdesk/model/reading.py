"""What reading and matching hand on: spans, dates, drafts. Nothing here is stored yet."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date

from factdesk.model.vocabulary import Bound, EditRule, Kind, Precision, Relation, Tense, TimexType


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: ``text == whole[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the words stand that decided how a passage bears on a claim."""

    claim: tuple[Span, ...]
    """In the claim's sentence as it was then."""
    passage: tuple[Span, ...]
    """In the report's text."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing in a claim or passage; ``label`` is one of spaCy's English labels (PERSON, ORG, GPE ...)."""

    text: str
    label: str
    name: str = ""
    """The name under which it is known everywhere ("China" for "Beijing"); empty where that is the text, or unknown."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``value`` in ``unit`` ("tonne", "percent", "USD", "" for a bare count)."""

    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Due:
    """The interval in which a claim falls due, and how it was read.

    ``from_day`` is null for "by" and "until" without a known start, ``to_day`` for "after" and "since". ``to_day`` is
    the last day on which the claim can still be met ("before 1 March" ends on the last of February).
    """

    text: str
    from_day: date | None
    to_day: date | None
    bound: Bound
    precision: Precision
    rule: str
    edtf: str
    base: date | None = None
    """The day the words were read against, as a rule the report's publication date."""
    explanation: str = ""
    """One sentence for a person: "Thanksgiving in the United States, the one after 25 Nov 2025"."""
    alternatives: tuple[Due, ...] = ()
    """Other readings, best first; they carry no alternatives of their own."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One time expression of a text with its TIMEX3 value and, where it is dated, its closed interval of days."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    from_day: date | None
    to_day: date | None
    bound: Bound | None
    precision: Precision | None
    rule: str
    edtf: str | None
    explanation: str = ""
    alternatives: tuple[Due, ...] = ()

    def as_due(self, base: date | None) -> Due:
        """Return it as a due date read against ``base``, the report's day as a rule."""
        return Due(
            text=self.text,
            from_day=self.from_day,
            to_day=self.to_day,
            bound=self.bound or Bound.ON,
            precision=self.precision or Precision.DAY,
            rule=self.rule,
            edtf=self.edtf or "",
            base=base,
            explanation=self.explanation,
            alternatives=self.alternatives,
        )


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: the content ``quote`` at ``start..end``, the cue ("said") and the speaker's words."""

    start: int
    end: int
    quote: str
    cue: Span | None
    speaker: Span | None
    direct: bool
    score: float


@dataclass(frozen=True, slots=True)
class Predicate:
    """One verb (or event noun) of a sentence with what it says of the world."""

    start: int
    end: int
    lemma: str
    tense: Tense
    negated: bool
    modal: str | None
    """The lemma of the modal that governs it ("could", "may", "must"), null where there is none."""
    conditional: bool
    """It stands in or under an if/unless/whether clause."""
    subject: str | None
    """Head words of the subject and of the objects, as they stand in the text."""
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a report as matching sees it; offsets of its parts count from the report's beginning."""

    start: int
    end: int
    text: str
    entities: tuple[Entity, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    lemmas: tuple[str, ...] = ()
    """Lower-case lemmas of its content words, in order."""
    predicates: tuple[Predicate, ...] = ()
    is_furniture: bool = False
    """Not part of the story: a link to another report, a caption, a sign-up."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change on the way from a claim's quote to its sentence: ``original == report.text[start:end]``."""

    start: int
    end: int
    original: str
    """Empty where words were put in."""
    replacement: str
    """Empty where words were left out."""
    rule: EditRule
    margin: float | None = None
    """How clear it was what a pronoun or a description stands for; null where that was no question."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a claim's sentence came out of its quote."""

    edits: tuple[Edit, ...] = ()
    """In order and apart from each other; together they make the sentence of the quote."""
    unresolved: tuple[Span, ...] = ()
    """Words that stand for something which was not sure enough, left as they are; offsets of the report's text."""


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim read from a report and not stored yet; ``quote == report.text[start:end]``."""

    start: int
    end: int
    quote: str
    text: str
    """A readable sentence that stands alone."""
    speaker: str | None
    via: str | None
    kind: Kind
    due: Due | None
    entities: tuple[Entity, ...]
    quantities: tuple[Quantity, ...]
    score: float
    """Probability, 0 to 1, that a careful editor would keep the claim."""
    proposed_by: str
    """The reader's name and version, or the person's name."""
    wording: Wording | None = None
    """Null where it was not recorded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one report."""

    language: str
    passages: tuple[Passage, ...]
    claims: tuple[ClaimDraft, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[TimeExpression, ...]
    furniture: tuple[Span, ...]
    reader: str
    """Name and version of the reader; empty where there is none for the language and nothing was read."""
    is_basic: bool = False
    """Read by patterns without a parser: less is found, and less surely."""


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """Evidence proposed by matching and not stored yet; ``quote == report.text[start:end]``."""

    claim_id: int
    start: int
    end: int
    quote: str
    relation: Relation
    restates: bool
    score: float
    """Probability, 0 to 1, that the relation is right."""
    reasons: tuple[str, ...]
    """A sentence each, which a person can check."""
    new_due: Due | None
    occurred: date | None
    """The day on which, by this passage, it took place; null where the passage does not say."""
    proposed_by: str
    marks: Marks | None = None
    """Where the words of the reasons stand, null where that is not known."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage to judge without a desk."""

    id: str
    claim: str
    passage: str
    claim_published: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    passage_published: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a passage bears on a claim."""

    relation: Relation
    scores: dict[Relation, float]
    """A probability for every relation; they sum to 1."""
    reasons: tuple[str, ...]
    restates: bool = False
    new_due: Due | None = None
    occurred: date | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A word or phrase and stored claims, or reports, that have it."""

    term: str
    claims: array[int]
    """Their numbers in order: all of them, or where it is common the newest, and those with another common term."""
    share: float
    """The share of all in the desk that have it, about: over 0, less than 1."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A stored claim as far as its words tell what it is about."""

    id: int
    text: str
    report_id: int
