"""The closed sets: every word FactDesk uses for a state has its one place here."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of assertion a claim is."""

    EVENT = "event"
    COMMITMENT = "commitment"
    DEADLINE = "deadline"
    PREDICTION = "prediction"
    STATEMENT = "statement"


class Relation(StrEnum):
    """How a passage of a later report bears on a claim; ``unrelated`` is never stored as evidence."""

    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    PARTLY = "partly"
    MOVES = "moves"
    MENTIONS = "mentions"
    UNRELATED = "unrelated"


class Outcome(StrEnum):
    """What became of a claim."""

    PENDING = "pending"
    OVERDUE = "overdue"
    CONFIRMED = "confirmed"
    LATE = "late"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNRESOLVABLE = "unresolvable"


class Review(StrEnum):
    """Whether a person has looked at the record and what they said of it."""

    NEW = "new"
    VERIFIED = "verified"
    REJECTED = "rejected"
    FLAGGED = "flagged"


class EvidenceState(StrEnum):
    """Whether a person has accepted or rejected a piece of evidence."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Bound(StrEnum):
    """How the words tie a claim to its interval ("by Friday", "within 90 days")."""

    ON = "on"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"
    WITHIN = "within"
    ABOUT = "about"


class Precision(StrEnum):
    """How fine a time expression is."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


class TimexType(StrEnum):
    """The TIMEX3 types of a time expression."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class EditRule(StrEnum):
    """Why words of a quote stand otherwise in the claim's sentence."""

    SPEAKER = "speaker"
    """A pronoun for the one who speaks."""
    PRONOUN = "pronoun"
    """A pronoun for somebody or something named before."""
    DESCRIPTION = "description"
    """A definite noun ("the deal") for a deal told of before."""
    FIRST_PERSON = "first person"
    """The speaker's own I or we."""
    DATE = "date"
    """A day or span of days that the words give only against the report's date."""
    TENSE = "tense"
    """The "would" of reported speech, a "will" when it was said."""
    SUBJECT = "subject"
    """The subject of the first of two joined verbs, put before the second."""
    ATTRIBUTION = "attribution"
    """Who said it and how, left out: the speaker is recorded beside the sentence."""
    SPEECH = "speech"
    """The speaker's name put before words that are their own."""
    OPENING = "opening"
    """What ties the sentence to the one before it, left out."""
    ASIDE = "aside"
    """What else the sentence says, left out."""
    FORM = "form"
    """Capital letter, full stop, blanks, quotation marks."""
    HAND = "by hand"
    """A person changed it."""


class PublishedBy(StrEnum):
    """How the publication date of a report is known."""

    GIVEN = "given"
    """Told by the person or the manifest."""
    METADATA = "metadata"
    """Read from the page's own metadata."""
    TEXT = "text"
    """Read from a dateline or a date line in the text."""
    GUESSED = "guessed"
    """Guessed from the page's markup or the file's name."""
    UNKNOWN = "unknown"
    """Not known: relative dates of this report are not read."""


class Tense(StrEnum):
    """When, by its verb, a thing takes place."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    """"will", "is to", "is set to", "plans to", a backshifted "would"."""
    NONE = "none"
    """The verb does not tell (an infinitive, a noun)."""
