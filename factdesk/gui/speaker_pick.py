"""Same speaker as…: whom else a speaker is, asked of the speakers of the desk."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from factdesk.desk import Desk
from factdesk.gui.picker import Question
from factdesk.gui.shown_text import shown_line
from factdesk.gui.speaker_table import also_known, claims_of
from factdesk.model import Speaker

_MOST = 40


def same_speaker(speaker: Speaker) -> Question[Speaker]:
    """Return the question whom else a speaker is."""
    name = shown_line(speaker.name)
    words = _tr("{claims} of “{name}” will count for “{other}”. It can be undone.")
    return Question(
        title=_tr("Same speaker"),
        asks=_tr("Which of these is the same speaker?"),
        about=name,
        placeholder=_tr("Words of a name"),
        agree=_tr("Same speaker"),
        does=lambda other: words.format(claims=claims_of(speaker), name=name, other=shown_line(other.name)),
        nothing=_tr("No other speaker of this desk has such a name."),
        search=lambda desk, typed: likely(desk, speaker, typed),
        row=lambda one: (
            shown_line(one.name),
            "  ·  ".join(part for part in (claims_of(one), also_known(one)) if part),
        ),
    )


def likely(desk: Desk, speaker: Speaker, words: str) -> list[Speaker]:
    """Return the speakers whose names hold some words; without words those who share one with the speaker first."""
    if words:
        found = list(desk.speakers.ids(words, limit=_MOST))
    else:
        shared = [one for part in reversed(speaker.name.split()) for one in desk.speakers.ids(part, limit=_MOST)]
        found = [*shared, *desk.speakers.ids(limit=_MOST)]
    others = [one for one in dict.fromkeys(found) if one != speaker.id]
    return desk.speakers.records(others[:_MOST])


def _tr(text: str) -> str:
    return QCoreApplication.translate("speakers", text)
