"""How a sentence was made, in words: what was changed and why, and what nobody is sure of."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from factdesk.gui.shown_text import shown_line
from factdesk.model import Claim, Edit, EditRule, Span
from factdesk.model.wording import place_of

_UNSURE = " [?]"
_QUIET = (EditRule.FORM,)


def _tr(words: str) -> str:
    return QCoreApplication.translate("wording", words)


def rule_word(rule: EditRule) -> str:
    """Return why words were changed, as a person reads it."""
    return {
        EditRule.SPEAKER: _tr("the speaker"),
        EditRule.PRONOUN: _tr("pronoun"),
        EditRule.DESCRIPTION: _tr("told before"),
        EditRule.FIRST_PERSON: _tr("the speaker"),
        EditRule.DATE: _tr("date"),
        EditRule.TENSE: _tr("tense"),
        EditRule.SUBJECT: _tr("subject"),
        EditRule.ATTRIBUTION: _tr("who said it"),
        EditRule.SPEECH: _tr("speaker’s words"),
        EditRule.OPENING: _tr("joining word"),
        EditRule.ASIDE: _tr("left out"),
        EditRule.FORM: _tr("form"),
        EditRule.HAND: _tr("by hand"),
    }[rule]


def is_told(edit: Edit) -> bool:
    """Tell whether a change is worth a line: more than capitals, blanks and stops."""
    return edit.rule not in _QUIET and bool(_words(edit.original) or _words(edit.replacement))


def edit_phrase(edit: Edit) -> str:
    """Return what was changed: “he → Marco Rubio”, “+ [28 November 2025]”, “– Kim said that”."""
    before, after = _words(edit.original), _words(edit.replacement)
    if not before:
        return f"+ {after}"
    return f"{before} → {after}" if after else f"– {before}"


def edit_reason(edit: Edit) -> str:
    """Return why it was changed: “pronoun · margin 2.1”."""
    if edit.margin is None:
        return rule_word(edit.rule)
    return _tr("{rule} · margin {margin}").format(rule=rule_word(edit.rule), margin=f"{edit.margin:.2g}")


def edit_spoken(edit: Edit) -> str:
    """Return a change as one sentence for a screen reader."""
    before, after = _words(edit.original), _words(edit.replacement)
    if not before:
        what = _tr("“{after}” put in").format(after=after)
    elif not after:
        what = _tr("“{before}” left out").format(before=before)
    else:
        what = _tr("“{before}” changed to “{after}”").format(before=before, after=after)
    return f"{what}, {edit_reason(edit)}."


def unsure_phrase(span: Span) -> str:
    """Return a word of which nobody is sure what it stands for."""
    return _tr("“{word}”: not sure who or what is meant").format(word=shown_line(span.text))


def claim_line(claim: Claim) -> str:
    """Return a claim's sentence as one line, with a mark behind each word of which it is not sure what it means."""
    text = claim.text
    wording = claim.wording
    if wording is None or not wording.unresolved:
        return shown_line(text)
    for span in reversed(wording.unresolved):
        place = place_of(max(span.start, span.end - 1), span.end, claim.quote, claim.start, wording.edits)
        if place is not None:
            text = text[: place[1]] + _UNSURE + text[place[1] :]
    return shown_line(text)


def _words(text: str) -> str:
    return shown_line(text).strip(" ,;:")
