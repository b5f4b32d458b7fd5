"""Folding a claim into an earlier one, from whatever screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from factdesk.desk import Desk
from factdesk.gui.jobs import Jobs
from factdesk.gui.picker import Picker, Question
from factdesk.gui.shown_text import shown_line
from factdesk.gui.wording_words import claim_line
from factdesk.gui.words import day_phrase
from factdesk.model import Changes, Claim

_MOST = 40


class FoldActs:
    """Asks which claim another repeats, and writes.

    Args:
        jobs: what reads and writes.
        parent: of the dialog.
        begun: called before it is written, to go on to another claim.
        done: told the claim that was kept, once it is written.
    """

    def __init__(
        self,
        jobs: Jobs,
        parent: QWidget,
        *,
        begun: Callable[[], None] | None = None,
        done: Callable[[int], None] | None = None,
    ) -> None:
        self._jobs = jobs
        self._parent = parent
        self._begun = begun
        self._done = done

    def handlers_of(self, claim: Claim) -> dict[str, Callable[[], None]]:
        """Return what each action would do with a claim."""
        return {"claim.fold": partial(self.ask, claim)}

    def ask(self, claim: Claim) -> None:
        """Ask which earlier claim this one repeats."""
        dialog = Picker(_question(claim), self._jobs, self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.picked is not None:
            self.fold(claim.id, dialog.picked.id)

    def fold(self, claim_id: int, into: int) -> None:
        """Say that a claim repeats another."""

        def tell(_changes: Changes) -> None:
            if self._done is not None:
                self._done(into)

        if self._begun is not None:
            self._begun()
        label = _tr("Same as an earlier claim")
        self._jobs.write(lambda desk, _: desk.claims.fold(claim_id, into), label=label, done=tell)


def earlier(desk: Desk, claim: Claim, words: str) -> list[Claim]:
    """Return the claims made no later than one that hold some words; without words those most like it."""
    found = list(desk.claims.ids(words, limit=4 * _MOST)) if words else desk.claims.similar(claim.id, limit=_MOST)
    claims = [record.claim for record in desk.claims.records(found)]
    last = claim.published or date.max
    return [one for one in claims if one.id != claim.id and (one.published or date.min) <= last][:_MOST]


def _question(claim: Claim) -> Question[Claim]:
    return Question(
        title=_tr("Same as an earlier claim"),
        asks=_tr("Which earlier claim does this one repeat?"),
        about=claim_line(claim),
        placeholder=_tr("Words of the earlier claim"),
        agree=_tr("It repeats this one"),
        does=lambda _: _tr(
            "Its report becomes a source of the earlier claim, and what was found on it goes there too."
        ),
        nothing=_tr("No earlier claim of this desk has such words."),
        search=lambda desk, words: earlier(desk, claim, words),
        row=_row,
    )


def _row(claim: Claim) -> tuple[str, str]:
    where = (claim.speaker_name or claim.speaker or "", claim.outlet, day_phrase(claim.published))
    return claim_line(claim), "  ·  ".join(shown_line(part) for part in where if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("claims", text)
