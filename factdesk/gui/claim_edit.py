"""What a person changed of a record, as one value that can be saved, kept and compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factdesk.desk import Desk
from factdesk.errors import FactDeskError
from factdesk.gui.due_field import DueEdit
from factdesk.gui.shown_text import editable
from factdesk.model import Changes, Claim, Kind


@dataclass(frozen=True, slots=True)
class ClaimEdit:
    """Changes to one claim's record; what is null stays as it is."""

    claim_id: int
    text: str | None = None
    speaker: str | None = None
    kind: Kind | None = None
    due: DueEdit | None = None
    tags_add: tuple[str, ...] = ()
    tags_remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != ClaimEdit(self.claim_id)

    def save(self, desk: Desk) -> Changes:
        """Write the changes.

        Raises:
            FactDeskError: the sentence is empty, or the due words cannot be read; nothing is written then.
        """
        changes = Changes(None)
        if (self.text, self.speaker, self.kind, self.due) != (None, None, None, None):
            changes = desk.claims.edit(
                self.claim_id,
                text=self.text,
                speaker=self.speaker,
                kind=self.kind,
                due_words=self.due.words if self.due and self.due.picked is None else None,
                due=self.due.picked if self.due else None,
            )
        if changes.op_id is not None and (self.text is not None or self.due is not None):
            changes = _matched(desk, self.claim_id, changes)
        if self.tags_add or self.tags_remove:
            changes = desk.claims.tag([self.claim_id], add=self.tags_add, remove=self.tags_remove)
        return changes


def _matched(desk: Desk, claim_id: int, changes: Changes) -> Changes:
    """Hold the claim as it is now against the reports there; the edit is stored whatever becomes of that."""
    try:
        found = desk.claims.match([claim_id], batch=changes.op_id)
    except FactDeskError:
        return changes
    return replace(changes, evidence=(*changes.evidence, *found.evidence))


def still_unsaved(typed: ClaimEdit, saving: ClaimEdit | None, before: Claim, now: Claim) -> ClaimEdit:
    """Return what was typed and is not stored yet, after a claim has changed.

    A field is taken for stored once the claim has the very value that was being saved; a due date, whose words the
    reader may have trimmed, once it is another one than before.
    """
    if saving is None:
        return typed
    has_due = typed.due == saving.due and now.due != before.due
    has_tags = set(saving.tags_add) <= set(now.tags) and not set(saving.tags_remove) & set(now.tags)
    is_same = (typed.tags_add, typed.tags_remove) == (saving.tags_add, saving.tags_remove)
    return ClaimEdit(
        typed.claim_id,
        text=None if typed.text == saving.text == editable(now.text) else typed.text,
        speaker=None if typed.speaker == saving.speaker == editable(now.speaker or "") else typed.speaker,
        kind=None if typed.kind is saving.kind is now.kind else typed.kind,
        due=None if has_due else typed.due,
        tags_add=() if is_same and has_tags else typed.tags_add,
        tags_remove=() if is_same and has_tags else typed.tags_remove,
    )


def tags_of(words: str) -> tuple[str, ...]:
    """Split what was typed into tags: by commas, without blanks around them, each once."""
    return tuple(dict.fromkeys(tag.strip() for tag in words.split(",") if tag.strip()))
