"""The speakers of a desk as a list, and what became of what each of them said."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from factdesk.errors import FactDeskError, UnknownRecordError
from factdesk.model import Outcome, Speaker, SpeakerName
from factdesk.naming import Link
from factdesk.store import search
from factdesk.store.database import Database
from factdesk.store.filter import SHOWN
from factdesk.store.records import IN_LIST, id_list

SORTS = ("claims", "name", *(str(outcome) for outcome in Outcome))
"""What a list of speakers can be sorted by."""
_NAMED = f"a.link <> '{Link.UNNAMED}'"
"""Of an alias: it names somebody. "The company" is another one in every report; no ledger is kept of it."""
_COUNTED = "c.live = 1 AND c.speaker IS NOT NULL AND c.review <> 'rejected'"


def speaker_ids(
    db: Database, words: str, *, today: date, sort: str = "claims", descending: bool = True, limit: int | None = None
) -> array[int]:
    """Return the speakers one of whose names holds all of some words or their beginnings, in order.

    Raises:
        FactDeskError: speakers cannot be sorted by that.
    """
    if sort not in SORTS:
        raise FactDeskError(f"Speakers are sorted by {', '.join(SORTS)}, not by “{sort}”.")
    where, values = search.speakers_holding(words, "s.id")
    most = -1 if limit is None else limit
    way = "DESC" if descending else "ASC"
    if sort == "name":
        sql = f"""SELECT s.id FROM speaker s WHERE {where}
            AND EXISTS (SELECT 1 FROM alias a WHERE a.speaker_id = s.id AND {_NAMED})
            ORDER BY s.name COLLATE NOCASE {way}, s.id LIMIT ?"""
        return array("q", (row[0] for row in db.rows(sql, (*values, most))))
    outcome, day = ("TRUE", ()) if sort == "claims" else (f"{SHOWN} = '{sort}'", (today.isoformat(),))
    sql = f"""WITH n AS MATERIALIZED (SELECT c.speaker, count(*) AS n FROM claim c INDEXED BY claim_ledger
            WHERE {_COUNTED} AND {outcome} GROUP BY c.speaker)
        SELECT s.id FROM alias a JOIN speaker s ON s.id = a.speaker_id LEFT JOIN n ON n.speaker = a.name
        WHERE {where} AND {_NAMED} GROUP BY s.id ORDER BY total(n.n) {way}, s.name COLLATE NOCASE, s.id LIMIT ?"""
    return array("q", (row[0] for row in db.rows(sql, (*day, *values, most))))


def speakers(db: Database, ids: Sequence[int], *, today: date) -> list[Speaker]:
    """Return speakers in the order asked, with their names and what became of their claims.

    Claims that people rejected are not counted.

    Raises:
        UnknownRecordError: there is no such speaker, or no claim in effect has a name of theirs.
    """
    by_name: defaultdict[str, list[tuple[Outcome, int]]] = defaultdict(list)
    for name, outcome, claims in db.rows(
        f"""SELECT c.speaker, {SHOWN}, count(*) FROM claim c INDEXED BY claim_ledger
        WHERE {_COUNTED} AND c.speaker IN (SELECT name FROM alias WHERE speaker_id {IN_LIST}) GROUP BY 1, 2""",
        (today.isoformat(), id_list(ids)),
    ):
        by_name[name].append((Outcome(outcome), claims))
    found: dict[int, tuple[str, list[SpeakerName]]] = {}
    outcomes: defaultdict[int, dict[Outcome, int]] = defaultdict(dict)
    for speaker_id, shown, name, link in db.rows(
        f"""SELECT s.id, s.name, a.name, a.link FROM alias a JOIN speaker s ON s.id = a.speaker_id
        WHERE s.id {IN_LIST} ORDER BY a.name""",
        (id_list(ids),),
    ):
        own = by_name[name]
        found.setdefault(speaker_id, (shown, []))[1].append(
            SpeakerName(name, sum(claims for _, claims in own), by_hand=link == Link.HAND)
        )
        for outcome, claims in own:
            outcomes[speaker_id][outcome] = outcomes[speaker_id].get(outcome, 0) + claims
    return [_speaker(speaker_id, found, outcomes[speaker_id]) for speaker_id in ids]


def _speaker(speaker_id: int, found: dict[int, tuple[str, list[SpeakerName]]], outcomes: dict[Outcome, int]) -> Speaker:
    if speaker_id not in found:
        raise UnknownRecordError(f"There is no speaker {speaker_id} in this desk.")
    shown, names = found[speaker_id]
    ordered = sorted(names, key=lambda one: (-one.claims, one.name))
    counted = tuple((outcome, outcomes[outcome]) for outcome in Outcome if outcome in outcomes)
    return Speaker(speaker_id, shown, tuple(ordered), sum(outcomes.values()), counted)


def speaker_of(db: Database, name: str) -> int | None:
    """Return the speaker of this name: a name as claims have it, else one that is shown of one speaker only."""
    found: int | None = db.value(f"SELECT speaker_id FROM alias a WHERE name = ? AND {_NAMED}", (name,))
    if found is not None:
        return found
    rows = db.rows(
        f"""SELECT id FROM speaker s WHERE casefold(name) = casefold(?)
        AND EXISTS (SELECT 1 FROM alias a WHERE a.speaker_id = s.id AND {_NAMED})""",
        (name,),
    )
    return int(rows[0][0]) if len(rows) == 1 else None
