"""The log: undo and redo of steps, which are ops themselves, and its history."""

from __future__ import annotations

import json
from datetime import datetime

from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import Changes, Op
from factdesk.store import codec, insertion, speakers
from factdesk.store.database import Database, Row
from factdesk.store.projection import refold, refold_settings

_OP = """SELECT o.id, o.at, o.actor, o.name, o.summary, o.batch, o.undoes, o.redoes,
    CASE WHEN o.undoes IS NOT NULL THEN EXISTS (SELECT 1 FROM op r WHERE r.redoes = o.id)
        WHEN o.redoes IS NOT NULL
            THEN (SELECT u.undoes FROM op u WHERE u.id = o.redoes) IN (SELECT batch FROM withdrawn)
        ELSE o.batch IN (SELECT batch FROM withdrawn) END
    FROM op o"""
_IS_STEP = "undoes IS NULL AND redoes IS NULL"

# What a step wrote, and the events of others that only make sense while it stands: those of the same record, and those
# of records that belong to a record it added.
_LATER = """
    WITH mine AS MATERIALIZED (
        SELECT e.kind, e.report_id, e.claim_id, e.evidence_id, e.body
        FROM op o JOIN event e ON e.op_id = o.id WHERE o.batch = :step),
    added_report AS MATERIALIZED (SELECT report_id AS id FROM mine WHERE kind = 'report.added'),
    touching AS (
        SELECT op_id FROM event WHERE report_id IN (SELECT report_id FROM mine)
        UNION SELECT op_id FROM event WHERE evidence_id IS NULL
            AND claim_id IN (SELECT claim_id FROM mine WHERE evidence_id IS NULL)
        UNION SELECT op_id FROM event WHERE claim_id IN (SELECT claim_id FROM mine WHERE kind = 'claim.added')
        UNION SELECT op_id FROM event WHERE claim_id IN (SELECT claim_id FROM mine)
            AND evidence_id IN (SELECT evidence_id FROM mine)
        UNION SELECT op_id FROM event
            WHERE claim_id IN (SELECT id FROM claim WHERE report_id IN (SELECT id FROM added_report))
        UNION SELECT op_id FROM event
            WHERE claim_id IN (SELECT claim_id FROM evidence WHERE report_id IN (SELECT id FROM added_report))
            AND evidence_id IN (SELECT id FROM evidence WHERE report_id IN (SELECT id FROM added_report))
        UNION SELECT op_id FROM event WHERE kind = 'setting.changed'
            AND json_extract(body, '$.key') IN (
                SELECT json_extract(body, '$.key') FROM mine WHERE kind = 'setting.changed'))
    SELECT o.id, o.summary FROM touching t JOIN op o ON o.id = t.op_id
    WHERE o.id > :step AND o.batch <> :step AND o.batch NOT IN (SELECT batch FROM withdrawn)
    ORDER BY o.id DESC LIMIT 1"""


def undo(db: Database, op_id: int | None, actor: str, at: datetime) -> Changes:
    """Take back the step an op belongs to, null for the newest in effect.

    Raises:
        UnknownRecordError: there is no such op.
        FactDeskError: there is nothing to undo, it is undone already, or a later step depends on it.
    """
    with db.atomic():
        step = _newest(db) if op_id is None else _step_of(db, op_id)
        _refuse_if_depended_on(db, step)
        summary = db.value("SELECT summary FROM op WHERE id = ?", (step,))
        undone = insertion.insert_op(db, (codec.moment(at), actor, "undo", f"Undo: {summary}"), undoes=step)
        db.execute("INSERT INTO withdrawn VALUES (?)", (step,))
        return _refold_step(db, step, undone)


def redo(db: Database, actor: str, at: datetime) -> Changes:
    """Take back the newest undo; possible only while nothing new was done since.

    Raises:
        FactDeskError: there is nothing to redo.
    """
    with db.atomic():
        rows = db.rows(
            f"""SELECT u.id, u.undoes, s.summary FROM op u JOIN op s ON s.id = u.undoes
            WHERE u.id > (SELECT coalesce(max(id), 0) FROM op WHERE {_IS_STEP})
            AND NOT EXISTS (SELECT 1 FROM op r WHERE r.redoes = u.id) ORDER BY u.id DESC LIMIT 1"""
        )
        if not rows:
            raise FactDeskError("There is nothing to redo.")
        undone, step, summary = rows[0]
        redone = insertion.insert_op(db, (codec.moment(at), actor, "redo", f"Redo: {summary}"), redoes=undone)
        db.execute("DELETE FROM withdrawn WHERE batch = ?", (step,))
        return _refold_step(db, step, redone)


def history(db: Database, limit: int, before: int | None) -> list[Op]:
    """Return the newest ops first, of those older than ``before``."""
    where, values = ("WHERE o.id < ?", (before, limit)) if before is not None else ("", (limit,))
    return [_op(row) for row in db.rows(f"{_OP} {where} ORDER BY o.id DESC LIMIT ?", values)]


def history_of_claim(db: Database, claim_id: int) -> list[Op]:
    """Return the ops that touched a claim or its evidence, undone ones and their undoing included, newest first."""
    return [
        _op(row)
        for row in db.rows(
            f"""WITH own AS (SELECT id, batch FROM op WHERE id IN (SELECT op_id FROM event WHERE claim_id = :claim)),
            undoing AS (SELECT id FROM op WHERE undoes IN (SELECT batch FROM own))
            {_OP} WHERE o.id IN (SELECT id FROM own) OR o.id IN (SELECT id FROM undoing)
                OR o.redoes IN (SELECT id FROM undoing)
            ORDER BY o.id DESC""",
            {"claim": claim_id},
        )
    ]


def check_batch(db: Database, batch: int) -> None:
    """Make sure that a step may be added to.

    Raises:
        FactDeskError: it is undone, or no step starts with that op.
    """
    if db.value(f"SELECT 1 FROM op WHERE id = ? AND batch = id AND {_IS_STEP}", (batch,)) is None:
        raise UnknownRecordError(f"No step of the log starts with {batch}.")
    if db.value("SELECT 1 FROM withdrawn WHERE batch = ?", (batch,)) is not None:
        raise FactDeskError(f"Step {batch} was undone while it was still going on; start again.")


def _newest(db: Database) -> int:
    step = db.value(
        f"""SELECT batch FROM op WHERE {_IS_STEP} AND batch NOT IN (SELECT batch FROM withdrawn)
        ORDER BY batch DESC LIMIT 1"""
    )
    if step is None:
        raise FactDeskError("There is nothing to undo.")
    return int(step)


def _step_of(db: Database, op_id: int) -> int:
    rows = db.rows(f"{_OP} WHERE o.id = ?", (op_id,))
    if not rows:
        raise UnknownRecordError(f"There is no step {op_id} in the log.")
    op = _op(rows[0])
    if op.undoes is not None or op.redoes is not None:
        raise FactDeskError(f"Step {op_id} is itself an undo or a redo; use redo or undo the step it is about.")
    if op.is_undone:
        raise FactDeskError(f"Step {op_id} (“{op.summary}”) is undone already.")
    return op.batch


def _refuse_if_depended_on(db: Database, step: int) -> None:
    later = db.rows(_LATER, {"step": step})
    if later:
        op_id, summary = later[0]
        raise FactDeskError(f"Step {step} cannot be undone while step {op_id} (“{summary}”) stands; undo that first.")


def _refold_step(db: Database, step: int, op_id: int) -> Changes:
    """Bring everything a step wrote of up to the log."""
    rows = db.rows(
        """SELECT e.report_id, e.claim_id, e.evidence_id, e.kind, e.body FROM op o JOIN event e ON e.op_id = o.id
        WHERE o.batch = ?""",
        (step,),
    )
    reports = {row[0] for row in rows if row[0] is not None}
    claims = refold(db, reports=reports, claims={row[1] for row in rows if row[1] is not None})
    if any(row[3] == "setting.changed" for row in rows):
        refold_settings(db)
    named = {name for row in rows if row[3].startswith("speaker.") for name in json.loads(row[4]).values()}
    claims |= speakers.refold_told(db, named) if named else set()
    evidence = {row[2] for row in rows if row[2] is not None}
    return Changes(op_id, tuple(sorted(reports)), tuple(sorted(claims)), tuple(sorted(evidence)))


def _op(row: Row) -> Op:
    op_id, at, actor, name, summary, batch, undoes, redoes, is_undone = row
    return Op(op_id, codec.read_moment(at), actor, name, summary, batch, undoes, redoes, bool(is_undone))
