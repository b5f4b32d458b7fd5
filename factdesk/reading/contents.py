"""What a verb of saying takes as its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factdesk.reading.quotemarks import Quoted
from factdesk.reading.rules import Frame, SayingRules, roles
from factdesk.reading.syntax import SUBJECT, VERBAL, Chars, chars, children, subtree_chars

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NEAR = 60
"""Code points between a cue and a quote that may belong together."""

_ASIDE = ("after", "before", "because", "while", "since", "although", "though", "until", "unless")

Found = tuple[list[Chars], tuple["Token", ...], Frame | None]
NOTHING: Found = ([], (), None)


def clause_contents(rules: SayingRules, sentence: Span, cue: Token) -> Found:
    """Return the clause, infinitive or surrounding sentence that is the content of a verb."""
    lemma = cue.lemma_.lower()
    for frame in rules.frames(lemma, "clause"):
        clauses = [c for c in children(cue, "ccomp") if not _is_aside(c)]
        clauses += [c for c in children(cue, "conj") if any(m.lower_ == "that" for m in children(c, "mark"))]
        if clauses and not (frame.verb_class == "opinion" and _is_indirect_question(clauses[0])):
            return [_clause(rules, clause, cue) for clause in clauses], tuple(clauses), frame
    for frame in rules.frames(lemma, "to"):
        clauses = [c for c in children(cue, "xcomp") if _is_infinitive(c)]
        if clauses:
            return [subtree_chars(clauses[0])], tuple(clauses), frame
    for frame in rules.frames(lemma, "inverted"):
        surrounding = _surrounding(sentence, cue)
        if surrounding:
            return surrounding, (sentence.root,), frame
    return NOTHING


def _is_aside(clause: Token) -> bool:
    """Tell "said, after the vote ended" from "said that the vote ended"."""
    return any(c.lower_ in _ASIDE for c in children(clause, "mark"))


def _is_indirect_question(clause: Token) -> bool:
    """Tell "knows who will go" from "knows that she will go"."""
    return clause.doc[clause.left_edge.i].tag_ in ("WP", "WRB", "WDT", "WP$")


def _is_infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children) or verb.tag_ == "VBG"


def _clause(rules: SayingRules, clause: Token, cue: Token) -> Chars:
    """Return a complement clause without what the parser hung on it by mistake: a second verb of saying."""
    strays = [
        conjunct
        for conjunct in clause.subtree
        if conjunct.dep_ == "conj"
        and conjunct.pos_ in VERBAL
        and conjunct.head.pos_ in VERBAL
        and rules.is_speech(conjunct.lemma_)
        and not children(conjunct, *SUBJECT)
        and conjunct.i > cue.i
    ]
    return subtree_chars(clause, without=strays)


def _surrounding(sentence: Span, cue: Token) -> list[Chars]:
    """Return the sentence without a parenthetical cue: "Prices, she said, will rise"."""
    hole = _parenthetical(sentence, cue)
    if hole is None:
        return []
    start, end = sentence.start_char, sentence.end_char
    pieces = [(start, hole[0]), (hole[1], end)]
    return [piece for piece in pieces if piece[1] - piece[0] > 2]


def _parenthetical(sentence: Span, cue: Token) -> Chars | None:
    if cue == sentence.root or not (children(cue, *SUBJECT) or cue.dep_ == "acl"):
        return None
    doc = cue.doc
    source = reduced_speaker(cue, sentence)
    if source is not None:
        return source.left_edge.idx, sentence.end_char
    left, right = doc[cue.left_edge.i], doc[cue.right_edge.i]
    opens = left.i == sentence.start or doc[left.i - 1].is_punct
    if cue.dep_ == "parataxis" and opens:
        return chars(cue.subtree)
    closed = right.i + 1 >= sentence.end or right.is_punct or doc[right.i + 1].is_punct
    if cue.dep_ in ("dep", "advcl", "ccomp", "conj") and cue.head.pos_ in VERBAL and opens and closed:
        bare = not any(c.dep_ in ("mark", "advmod") and c.i < cue.i for c in cue.children)
        return (left.idx, right.idx + len(right)) if bare and cue.dep_ != "ccomp" else None
    return None


def reduced_speaker(cue: Token, sentence: Span) -> Token | None:
    """Return the source of "..., a source with knowledge of the plan confirmed", which parsers take for an object."""
    rules, doc = roles(cue.doc.lang_), cue.doc
    if cue.dep_ != "acl" or cue.tag_ not in ("VBD", "VBN") or cue.right_edge.i + 2 < sentence.end:
        return None
    noun = cue.head
    for _ in range(5):
        first = noun.left_edge.i
        if noun.lemma_.lower() in rules.people | rules.spokes and first > sentence.start and doc[first - 1].text == ",":
            return noun
        noun = noun.head
    return None


def quote_contents(
    rules: SayingRules, quotes: tuple[Quoted, ...], sentence: Span, cue: Token, speaker: Token | None
) -> tuple[list[Chars], Frame | None]:
    """Return the quoted stretch beside a verb that has no clause."""
    frames = rules.frames(cue.lemma_.lower(), "quote")
    if not frames or speaker is None:
        return [], None
    inside = [q for q in quotes if q.start < sentence.end_char and q.end > sentence.start_char and q.end - q.start > 5]
    inside += [q for q in quotes if 0 <= sentence.start_char - q.end < 3]
    near = min(inside, key=lambda q: _gap(q, cue), default=None)
    if near is not None and _gap(near, cue) < _NEAR:
        return [(near.start, near.end)], frames[0]
    if sentence.text.rstrip().endswith((":", ",")):
        after = [q for q in quotes if 0 <= q.start - sentence.end_char < 4]
        return [(q.start, q.end) for q in after[:1]], frames[0]
    return [], None


def quote_beside(quotes: tuple[Quoted, ...], sentence: Span, cue: Token, speaker: Token | None) -> Chars | None:
    """Return the quote that ends just before "Kim said" or "said Kim"; "said of it" takes no other content."""
    first = min(cue.left_edge.idx if speaker is None else min(speaker.left_edge.idx, cue.idx), cue.idx)
    near = [q for q in quotes if 0 <= first - q.end <= 2 and q.end > sentence.start_char and q.end - q.start > 5]
    of = any(c.lower_ in ("of", "about") and c.i > cue.i for c in children(cue, "prep"))
    return (near[0].start, near[0].end) if of and near and cue.doc.text[near[0].end - 2] in ",!?" else None


def _gap(quote: Quoted, cue: Token) -> int:
    return min(abs(quote.start - cue.idx - len(cue)), abs(cue.idx - quote.end))


def noun_phrase_contents(rules: SayingRules, quotes: tuple[Quoted, ...], cue: Token) -> Found:
    """Return the noun phrase that is the content of a verb: "denied the report", "warned of shortages"."""
    lemma = cue.lemma_.lower()
    for frame in rules.frames(lemma, "as"):
        found = _as_contents(quotes, cue)
        if found:
            return [chars(found)], _verbs(found), frame
    for frame in rules.frames(lemma, "np"):
        objects = children(cue, "dobj")
        if frame.prepositions:
            prepositions = [p for word in (cue, *objects) for p in children(word, "prep")]
            objects = [c for p in prepositions if p.lower_ in frame.prepositions for c in p.children]
        objects = [c for c in objects if c.pos_ != "PRON"]
        if objects:
            return [subtree_chars(objects[0])], _verbs(objects), frame
    return NOTHING


def _as_contents(quotes: tuple[Quoted, ...], cue: Token) -> list[Token]:
    """Return "X" of "called it X", "described it as X", "was quoted as saying X"."""
    parts = children(cue, "oprd", "ccomp", "xcomp")
    parts += [c for prep in children(cue, "prep") if prep.lower_ == "as" for c in prep.children]
    if not parts and any(cue.idx < q.start < cue.sent.end_char for q in quotes):
        parts = children(cue, "dobj")
    return [t for part in parts for t in part.subtree]


def _verbs(tokens: list[Token]) -> tuple[Token, ...]:
    return tuple(t for t in tokens if t.pos_ in VERBAL)[:1]
