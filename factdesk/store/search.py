"""Full-text search: FactDesk's own quoting, and the claims or reports that share rare words with a passage."""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from factdesk.model import ClaimWords, Posting
from factdesk.store import codec
from factdesk.store.database import DamagedFileError, Database
from factdesk.store.records import IN_LIST, id_list

_NEWEST = 150
"""So many records are given for a word, the newest ones; a word that more have is common."""
_PAIRED = 12
"""So many common words are looked up in pairs too."""
_NEWEST_OF_PAIR = 100
"""So many records are given for a pair."""
_SPARE = 2
"""So many times as many are looked at as are asked for, since some may be undone."""
_LONG = 3000
"""Characters of a report from which on its length counts against it."""
_SHORTEST_BEGINNING = 3
_LAST = "\U0010ffff"
_WORD = re.compile(r"[^\W_]+")


def quoted(text: str) -> str:
    """Write any text as one phrase for FTS5; what it cannot hold is replaced, its own signs mean nothing."""
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return '"' + clean.replace('"', '""') + '"'


def words_of(text: str) -> list[str]:
    """Return the words in a text as the search index has them but for their endings: small letters, no accents."""
    plain = unicodedata.normalize("NFKD", text.replace("\0", " ").lower())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def containing(index: str, word: str, column: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return a query for the records with a word, in another of its forms or going on, and its parameters.

    The index holds stems ("polici"), and FTS5 would stem the beginning of a word too and so find "gap" for "gas": the
    words that go on are looked up among the stems themselves.

    Args:
        index: ``claim`` or ``report``.
        word: as somebody typed it; what holds several words is a phrase.
        column: only in that column of the index.
    """
    where = f"{column} : {quoted(word)}" if column else quoted(word)
    sql = f"SELECT rowid FROM {index}_fts WHERE {index}_fts MATCH ?"
    parts = words_of(word)
    if len(parts) != 1 or len(parts[0]) < _SHORTEST_BEGINNING:
        return sql, (where,)
    in_column = " AND col = ?" if column else ""
    longer = f"SELECT doc FROM {index}_vocab WHERE term >= ? AND term < ?{in_column}"
    return f"{sql} UNION {longer}", (where, parts[0], parts[0] + _LAST, *([column] if column else []))


def speakers_holding(words: str, column: str = "speaker_id") -> tuple[str, tuple[str, ...]]:
    """Return a condition on a speaker's number: each word, or one that begins with it, stands in one of the names."""
    wanted = words_of(words)
    if words.strip() and not wanted:
        return "FALSE", ()
    part = f"{column} IN (SELECT speaker_id FROM speaker_word WHERE word >= ? AND word <= ?)"
    values = [value for word in wanted for value in (word, word + _LAST if len(word) >= _SHORTEST_BEGINNING else word)]
    return " AND ".join([part] * len(wanted)) or "TRUE", tuple(values)


def postings(db: Database, terms: Iterable[str], index: str = "claim") -> list[Posting]:
    """Return for each of some words or phrases the claims that have it; those that no claim has are left out.

    Of a common one the newest claims are given, and, where it is among the first few common ones, the newest that have
    another of these as well. What was undone may be among the claims.

    Args:
        db: the desk.
        terms: words or phrases, those first that matter most.
        index: ``claim``, or ``report`` for reports instead.
    """
    newest = int(db.value(f"SELECT max(id) FROM {index}") or 0)
    found: dict[str, set[int]] = {}
    common: dict[str, int] = {}
    for term in dict.fromkeys(term for term in terms if any(c.isalnum() for c in term)):
        ids = _newest_with(db, index, quoted(term), _NEWEST)
        if ids:
            found[term] = set(ids)
        if len(ids) == _NEWEST:
            # Records that have it come about as often among the others as among the newest.
            common[term] = _NEWEST * newest // (newest - ids[-1] + 1)
    for one, other in combinations(list(common)[:_PAIRED], 2):
        both = _newest_with(db, index, f"{quoted(one)} AND {quoted(other)}", _NEWEST_OF_PAIR)
        found[one].update(both)
        found[other].update(both)
    return [
        Posting(term, array("q", sorted(ids)), common.get(term, len(ids)) / (newest + 1)) for term, ids in found.items()
    ]


def _newest_with(db: Database, index: str, match: str, most: int) -> list[int]:
    sql = f"SELECT rowid FROM {index}_fts WHERE {index}_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
    return [row[0] for row in db.rows(sql, (match, most))]


def claim_words(
    db: Database,
    ids: Iterable[int],
    *,
    of_reports: Iterable[int] = (),
    published_to: date | None = None,
    other_than: int | None = None,
) -> list[ClaimWords]:
    """Return those of some claims that are in effect, each once, in no order.

    Args:
        db: the desk.
        ids: numbers of claims.
        of_reports: reports all of whose claims are asked for as well.
        published_to: only claims published by this day, or without a date.
        other_than: only claims of other reports than this one.
    """
    asked = f"SELECT id FROM claim WHERE id {IN_LIST} UNION SELECT id FROM claim WHERE report_id {IN_LIST}"
    rows = db.rows(
        f"""SELECT id, text, report_id FROM claim WHERE id IN ({asked}) AND live = 1 AND report_id IS NOT ?
        AND (published IS NULL OR ? IS NULL OR published <= ?)""",
        (id_list(ids), id_list(of_reports), other_than, codec.day(published_to), codec.day(published_to)),
    )
    return [ClaimWords(*row) for row in rows]


def claims_about(db: Database, terms: Iterable[str], *, limit: int) -> list[int]:
    """Return the claims that share most of some words or phrases, and the rarest, the best first."""
    best = [claim_id for claim_id, _ in _most_alike(db, terms, "claim")[: limit * _SPARE]]
    live = {row[0] for row in db.rows(f"SELECT id FROM claim WHERE id {IN_LIST} AND live = 1", (id_list(best),))}
    return [claim_id for claim_id in best if claim_id in live][:limit]


def reports_about(
    db: Database,
    terms: Iterable[str],
    *,
    limit: int,
    published_from: date | None = None,
    published_to: date | None = None,
    other_than: int | None = None,
) -> list[tuple[int, float]]:
    """Return the reports that are most about some words or phrases, the best first, each with its likeness.

    The likeness is the share that a report has of the weight of all those words that any report has, over 0 to 1, the
    rarest counting most; less for a long report, which has many words by chance.

    Args:
        db: the desk.
        terms: words or phrases.
        limit: how many reports at most.
        published_from: only reports published on or after this day, or without a date.
        published_to: only reports published by this day, or without a date.
        other_than: only other reports than this one.
    """
    days = (codec.day(published_from), codec.day(published_to))
    wanted = """SELECT report_id FROM report_state WHERE live = 1 AND report_id IS NOT ?
        AND (published IS NULL OR ((?2 IS NULL OR published >= ?2) AND (?3 IS NULL OR published <= ?3)))"""
    if not db.rows(f"{wanted} LIMIT 1", (other_than, *days)):
        return []
    best = _most_alike(db, terms, "report")
    ids = id_list(report_id for report_id, _ in best)
    fitting = {row[0] for row in db.rows(f"{wanted} AND report_id {IN_LIST}", (other_than, *days, ids))}
    shares = dict([item for item in best if item[0] in fitting][: limit * _SPARE])
    sizes = db.rows(f"SELECT id, length(text) FROM report WHERE id {IN_LIST}", (id_list(shares),))
    alike = {report_id: shares[report_id] * math.sqrt(min(1.0, _LONG / (size + 1))) for report_id, size in sizes}
    return sorted(alike.items(), key=lambda item: (-item[1], item[0]))[:limit]


def _most_alike(db: Database, terms: Iterable[str], index: str) -> list[tuple[int, float]]:
    weights, whole = defaultdict[int, float](float), 0.0
    for posting in postings(db, terms, index):
        weight = -math.log(posting.share)
        whole += weight
        for record in posting.claims:
            weights[record] += weight
    ranked = sorted(weights, key=lambda record: (-weights[record], record))
    return [(record, weights[record] / whole) for record in ranked]


def add_report(db: Database, report_id: int, title: str, text: str) -> None:
    """Put a new report into the search index."""
    db.execute("INSERT INTO report_fts(rowid, title, text) VALUES (?, ?, ?)", (report_id, title, text))


def add_claims(db: Database, rows: Iterable[tuple[int, str, str, str | None]]) -> None:
    """Put new claims into the search index: number, text, quote and speaker of each."""
    db.executemany("INSERT INTO claim_fts(rowid, text, quote, speaker) VALUES (?, ?, ?, ?)", list(rows))


def change_claim(db: Database, claim_id: int, text: str, speaker: str | None) -> None:
    """Bring the search index to what a claim's text and speaker are about to be; call it before they are written."""
    old = db.rows("SELECT text, quote, speaker FROM claim WHERE id = ?", (claim_id,))[0]
    if old == (text, old[1], speaker):
        return
    db.execute(
        "INSERT INTO claim_fts(claim_fts, rowid, text, quote, speaker) VALUES ('delete', ?, ?, ?, ?)", (claim_id, *old)
    )
    add_claims(db, [(claim_id, text, old[1], speaker)])


def is_sound(db: Database, table: str) -> bool:
    """Compare a search index with the texts it is over; FTS5 does so by a statement that writes."""
    try:
        with db.atomic():
            db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
    except DamagedFileError:
        return False
    return True


def rebuild(db: Database, table: str) -> None:
    """Make a search index anew from the texts."""
    with db.atomic():
        db.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")
