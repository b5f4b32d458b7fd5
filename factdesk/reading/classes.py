"""What kind of act a cue is, by the lexicon: speech, promise, denial, opinion or, where it is not known, a mention."""

from __future__ import annotations

from factdesk.reading.rules import Frame, SayingRules

MENTION = "mention"
"""The class of acts whose cue is not known to say anything by itself: "welcomed the plan", "fans of the club"."""


def class_of(rules: SayingRules, lemma: str, frame: str) -> str:
    """Return what the lexicon says a cue does; "mention" where it does not know the cue in this frame."""
    if frame in ("by phrase", "colon", "signed"):
        return "speech"
    if frame in ("noun clause", "noun to"):
        return "speech" if lemma in rules.nouns else MENTION
    entry = next((e for e in rules.verbs.get(lemma, ()) if _fits(e, frame)), None)
    return entry.verb_class if entry is not None else MENTION


def _fits(entry: Frame, frame: str) -> bool:
    """Tell whether an entry of the lexicon covers a frame."""
    if entry.frame in ("clause", "quote", "inverted"):
        return frame in ("clause", "before", "quote", "around", "reduced", "after colon")
    if entry.frame == "np":
        own = entry.prepositions or ("object",)
        return frame.removeprefix("object and ").removeprefix("object ") in own
    return frame in {"to": ("to", "object and to"), "as": ("as", "object and as", "as saying", "quote")}[entry.frame]
