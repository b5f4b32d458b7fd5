"""Full-text search: FactDesk's own quoting, and the claims or reports that share rare words with a passage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from factdesk.store import codec
from factdesk.store.database import DamagedFileError, Database

MOST_TERMS = 15
"""More words make a search slower and no better: the rarest of them find what is to be found."""
_SHORTEST_BEGINNING = 3
_LAST = "\U0010ffff"
_WORD = re.compile(r"[^\W_]+")
_MOST_COMMON = 3
_COMMON = 5_000
"""A word in that many records says nothing about any of them, as long as there are rarer ones."""


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


def candidates(
    db: Database, terms: Iterable[str], *, limit: int, published_to: date | None = None
) -> list[tuple[int, float]]:
    """Return the claims that share words or phrases with ``terms``, best first, with a score (BM25, larger is better).

    Args:
        db: the desk.
        terms: words or phrases; the rarest 15 are used.
        limit: how many claims at most.
        published_to: only claims published by this day, or without a date.
    """
    match = _any_of_the_rarest(db, "claim_fts", terms)
    if match is None:
        return []
    by_day = "AND (c.published IS NULL OR c.published <= ?)" if published_to else ""
    values = (match, codec.day(published_to), limit) if published_to else (match, limit)
    rows = db.rows(
        f"""SELECT c.id, -bm25(claim_fts) FROM claim_fts f JOIN claim c ON c.id = f.rowid
        WHERE claim_fts MATCH ? AND c.live = 1 {by_day} ORDER BY bm25(claim_fts), c.id LIMIT ?""",
        values,
    )
    return [(row[0], row[1]) for row in rows]


def reports_about(db: Database, terms: Iterable[str], *, limit: int, published_from: date | None = None) -> list[int]:
    """Return the reports that share words or phrases with ``terms``, best first.

    Args:
        db: the desk.
        terms: words or phrases; the rarest 15 are used.
        limit: how many reports at most.
        published_from: only reports published on or after this day, or without a date.
    """
    match = _any_of_the_rarest(db, "report_fts", terms)
    if match is None:
        return []
    by_day = "AND (s.published IS NULL OR s.published >= ?)" if published_from else ""
    values = (match, codec.day(published_from), limit) if published_from else (match, limit)
    rows = db.rows(
        f"""SELECT s.report_id FROM report_fts f JOIN report_state s ON s.report_id = f.rowid
        WHERE report_fts MATCH ? AND s.live = 1 {by_day} ORDER BY bm25(report_fts), s.report_id LIMIT ?""",
        values,
    )
    return [row[0] for row in rows]


def _any_of_the_rarest(db: Database, table: str, terms: Iterable[str]) -> str | None:
    """Return a match for any of the rarest terms, null where no term is in the desk."""
    wanted = dict.fromkeys(quoted(term) for term in terms if any(c.isalnum() for c in term))
    found = sorted((n, term) for term in wanted if (n := _records_with(db, table, term)))
    rare = [term for n, term in found if n < _COMMON][:MOST_TERMS] or [term for _, term in found[:_MOST_COMMON]]
    return " OR ".join(rare) or None


def _records_with(db: Database, table: str, term: str) -> int:
    """Count the records with a term, no farther than to tell that it is common."""
    return int(
        db.value(
            f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {_COMMON})",
            (term,),
        )
    )


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
