"""What is done with the claims chosen in the table: each thing one undo step, whatever their number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from factdesk.gui.actions import BY_ID
from factdesk.gui.bulk import REVIEWS, TagDialog, claims_phrase
from factdesk.gui.claim_table import PAGE
from factdesk.gui.claim_view import ClaimTable
from factdesk.gui.commands import words_of
from factdesk.gui.jobs import Jobs
from factdesk.gui.last_export import ExportOrder, csv_of
from factdesk.gui.outcome import OutcomeDialog
from factdesk.model import Outcome

BY_NAME = (*REVIEWS, "claim.edit_tags", "claim.set_outcome", "claim.clear_outcome")
"""The actions there are for claims chosen."""


class ClaimActs:
    """Does actions with the claims chosen, or with the one the keyboard is on.

    Args:
        table: where they are chosen.
        jobs: what writes.
        known_tags: gives the tags there are, for completion.
        parent: of the dialogs.
    """

    def __init__(self, table: ClaimTable, jobs: Jobs, known_tags: Callable[[], Sequence[str]], parent: QWidget) -> None:
        self._table = table
        self._jobs = jobs
        self._known_tags = known_tags
        self._parent = parent

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each action would do now."""
        has_any = self._table.count_chosen() or self._table.current_id() is not None
        return {name: partial(self.act, name) for name in BY_NAME} if has_any else {}

    def targets(self) -> list[int]:
        """Return the claims that an action is about."""
        current = self._table.current_id()
        return self._table.chosen() or ([current] if current is not None else [])

    def act(self, name: str) -> None:
        """Do an action by its id."""
        ids = self.targets()
        if not ids:
            return
        if name in REVIEWS:
            review = REVIEWS[name]
            label = f"{words_of(BY_ID[name])} {claims_phrase(len(ids))}"
            self._jobs.write(lambda desk, _: desk.claims.review(ids, review), label=label)
        elif name == "claim.edit_tags":
            self._ask_tags(ids)
        elif name == "claim.set_outcome":
            self._ask_outcome(ids)
        else:
            self._set_outcome(ids, None, "")

    def copy(self, sort: str) -> None:
        """Put the claims on the clipboard as CSV, in this order."""
        order = ExportOrder("", f"claim:{','.join(map(str, self.targets()))}", sort=sort)
        self._jobs.look("claims.copy", lambda desk: csv_of(desk, order), _copied)

    def _ask_tags(self, ids: Sequence[int]) -> None:
        model = self._table.claims
        rows = [model.row_at(model.row_number(claim_id)) for claim_id in ids[:PAGE]]
        on_them = dict.fromkeys(tag for row in rows if row for tag in row.record.claim.tags)
        dialog = TagDialog(claims_phrase(len(ids)), self._known_tags(), tuple(on_them), self._parent)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            add, remove = dialog.added, dialog.removed
            label = f"{words_of(BY_ID['claim.edit_tags'])}: {claims_phrase(len(ids))}"
            self._jobs.write(lambda desk, _: desk.claims.tag(ids, add=add, remove=remove), label=label)

    def _ask_outcome(self, ids: Sequence[int]) -> None:
        row = self._table.claims.row_at(self._table.claims.row_number(ids[0])) if len(ids) == 1 else None
        dialog = OutcomeDialog(None, self._parent, about=row.text if row else claims_phrase(len(ids)))
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._set_outcome(ids, dialog.outcome, dialog.note)

    def _set_outcome(self, ids: Sequence[int], outcome: Outcome | None, note: str) -> None:
        label = f"{words_of(BY_ID['claim.set_outcome'])} {claims_phrase(len(ids))}"
        self._jobs.write(lambda desk, _: desk.claims.set_outcome(ids, outcome, note), label=label)


def _copied(answer: tuple[str, str, str]) -> None:
    if answer[0]:
        QGuiApplication.clipboard().setText(answer[0])
