"""How many claims a sentence makes: which of its clauses are recorded one by one, and where each stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factdesk.reading.ahead import Ahead, Marker, find_ahead
from factdesk.reading.attribution import Said
from factdesk.reading.plain import words_of
from factdesk.reading.rules import ForwardRules, forward
from factdesk.reading.syntax import FINITE, SUBJECT, VERBAL, children, is_negated, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FEWEST_WORDS = 4
_JOINING = ("and", "but", "or", "that", "while", "whereas", "also")
_BREAKS = (";", "—", "–", "--")
_BESIDE = ("while", "whereas", "whilst")
_APART = (*SUBJECT, "relcl", "acl", "advcl", "punct")
_DATED = ("DATE", "TIME")
_AT_THE_END = 2
"""So many tokens, marks as a rule, may follow a clause that closes its sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence that makes one claim; places count from the paragraph's beginning."""

    head: Token
    ahead: Ahead | None
    start: int
    end: int


def parts(sentence: Span, head: Token, acts: Sequence[Said], rules: ForwardRules, language: str) -> list[Part]:
    """Return the claims of a sentence in their order: clauses that each say what lies ahead, else the whole.

    Such are joined verbs, what stands beside "while" or a semicolon, a second thing that somebody is quoted with, and
    a relative clause that closes the sentence ("..., which will open in May"). What has no time but "afterward" stays
    with what it is to follow.

    Args:
        sentence: the sentence.
        head: the governing word of what it asserts.
        acts: who says what in it.
        rules: the forward words of the language.
        language: ISO 639-1 code.
    """
    clauses = sorted({head, *_clauses(sentence, head, acts)}, key=lambda c: c.i)
    withheld = frozenset(c.i for cue in clauses if is_withheld(cue) for c in children(cue, "ccomp"))
    found: list[tuple[Token, Ahead | None]] = []
    for clause in clauses:
        without = withheld | {c.i for c in clauses if c != clause}
        near = find_ahead(clause, rules, language, without=without)
        found.append((clause, near[0] if near else None))
    strong = [(c, a) for c, a in found if a is not None and _is_strong(c, a)]
    strong = strong[:1] + [(c, a) for c, a in strong[1:] if not _counts_from_before(c, rules)]
    if len(strong) > 1:
        made: list[tuple[Token, Ahead | None]] = []
        for clause, ahead in strong:
            made += [(clause, ahead), *_joined_actions(clause, ahead)]
        return _placed(sentence, made)
    return _whole(sentence, head, found, strong)


def _is_strong(clause: Token, ahead: Ahead) -> bool:
    """Tell whether a clause makes a claim of its own; one about a noun only if it is more than a possibility."""
    aside = clause.dep_ == "relcl" and ahead.marker in (Marker.POSSIBLE, Marker.OBLIGED)
    return ahead.depth == 0 and not ahead.is_conditional and not aside


def _counts_from_before(clause: Token, rules: ForwardRules) -> bool:
    """Tell whether a clause has no time but "afterward": alone it would not say after what."""
    words = _own_words(clause)
    return any(w.lower_ in rules.afterward and w.pos_ == "ADV" for w in words) and not any(map(_is_dated, words))


def _whole(
    sentence: Span, head: Token, found: list[tuple[Token, Ahead | None]], strong: list[tuple[Token, Ahead]]
) -> list[Part]:
    """Return the sentence as one claim, or as those of its joined infinitives, if that is what it asserts."""
    own = next((a for c, a in found if c == head), None)
    before = next((c for c, a in found if a is None and c.head == head and c.i < head.i and _is_beside(c)), None)
    if before is not None and own is not None and (head, own) in strong:
        return _placed(sentence, [(before, None), (head, own), *_joined_actions(head, own)])
    best = (head, own) if own is not None else next(((c, a) for c, a in found if a is not None), (head, None))
    clause, ahead = strong[0] if strong and own is None else best
    if strong and own is None and clause != head and own_subject(clause) is not None and clause.i > head.i:
        return _placed(sentence, [(head, None), (clause, ahead)])
    if ahead is not None and ahead.depth == 0:
        return _placed(sentence, [(clause, ahead), *_joined_actions(clause, ahead)])
    return _placed(sentence, [(clause, ahead)])


def is_withheld(cue: Token) -> bool:
    """Tell whether what a verb of saying takes is not asserted by it: "has not said that", "would deny that"."""
    lemma = cue.lemma_.lower()
    asserts = any(children(cue, "ccomp", "xcomp"))
    return asserts and (is_negated(cue) or lemma in forward(words_of(cue.doc).language).deny)


def _clauses(sentence: Span, head: Token, acts: Sequence[Said]) -> Iterator[Token]:
    """Yield the other clauses that may make claims of their own."""
    for clause in (head, *_quoted_apart(sentence, head, acts)):
        for joined in (clause, *_conjuncts(clause)):
            yield joined
            yield from (c for c in joined.children if _is_beside(c))
    yield from _closing_relatives(sentence)


def _quoted_apart(sentence: Span, head: Token, acts: Sequence[Said]) -> Iterator[Token]:
    """Yield what else somebody is quoted with: "..., adding that it will close the depot"."""
    for cue, said in ((c, h) for act in acts for c in [_cue(act, sentence)] for h in act.heads):
        if cue is None or cue.tag_ != "VBG" or cue.dep_ not in ("advcl", "conj") or not cue.is_ancestor(said):
            continue
        if said.pos_ in VERBAL and said.i > cue.i > head.i and own_subject(said) is not None:
            yield said


def _cue(act: Said, sentence: Span) -> Token | None:
    """Return the verb by which something is said, if it is in the sentence."""
    place = act.cue[0] if act.cue is not None else -1
    at = words_of(sentence.doc).at
    number = bisect_left(at, place, sentence.start, sentence.end)
    return sentence.doc[number] if number < sentence.end and at[number] == place else None


def _conjuncts(head: Token) -> Iterator[Token]:
    for child in (*children(head, "conj"), *_misplaced(head)):
        long_enough = child.pos_ in VERBAL and sum(1 for _ in child.subtree) >= _FEWEST_WORDS
        if (
            long_enough
            and _is_clause(child)
            and (own_subject(child) is not None or child.tag_ in FINITE or children(child, "aux", "auxpass"))
        ):
            yield child
            yield from _conjuncts(child)


def _misplaced(head: Token) -> Iterator[Token]:
    """Yield verbs that the parse joins to an infinitive, though their form joins them to the verb above it.

    "She agreed to visit Oslo and invited Berg": "invited" goes with "agreed".
    """
    for infinitive in children(head, "xcomp"):
        yield from (c for c in children(infinitive, "conj") if c.tag_ in FINITE and c.tag_ == head.tag_)


def _is_clause(verb: Token) -> bool:
    """Tell whether nothing but the verb's own helpers stands before a conjunct without a subject of its own.

    What begins with "how", "what" or "who" is asked, not asserted.
    """
    if verb.left_edge.tag_ in ("WRB", "WP"):
        return False
    before = verb.doc[verb.left_edge.i : verb.i]
    return own_subject(verb) is not None or not any(t.pos_ in ("NOUN", "PROPN") for t in before)


def _is_beside(clause: Token) -> bool:
    """Tell whether a clause asserts something beside its governor: after "while", a semicolon or a dash."""
    if clause.pos_ not in VERBAL or own_subject(clause) is None or own_subject(clause.head) is None:
        return False
    if clause.dep_ == "advcl":
        return any(mark.lower_ in _BESIDE for mark in children(clause, "mark"))
    if clause.dep_ not in ("ccomp", "parataxis") or children(clause, "mark"):
        return False
    first, last = sorted((clause, clause.head), key=lambda t: t.i)
    between = clause.doc[clause.right_edge.i + 1 : last.i] if first == clause else clause.doc[first.i : clause.i]
    return any(t.text in _BREAKS for t in between)


def _closing_relatives(sentence: Span) -> Iterator[Token]:
    """Yield the relative clauses behind a comma with which the sentence ends: ", which will open in May"."""
    dep = words_of(sentence.doc).dep
    for verb in (sentence.doc[i] for i in range(sentence.start, sentence.end) if dep[i] == "relcl"):
        if verb.pos_ not in VERBAL or verb.right_edge.i < sentence.end - 1 - _AT_THE_END:
            continue
        first = verb.left_edge
        opens = first.lower_ in ("which", "who") and first.head == verb and first.dep_ in SUBJECT
        if opens and first.i > sentence.start and first.nbor(-1).text in (",", "—", "–"):
            yield verb


def _joined_actions(clause: Token, ahead: Ahead) -> Iterator[tuple[Token, Ahead]]:
    """Yield the further verbs under one "will" or "plans to" that have their own date or number as the first has."""
    first = ahead.action
    for verb in children(first, "conj"):
        if verb.pos_ not in VERBAL or verb.tag_ != first.tag_ or verb == clause or own_subject(verb) is not None:
            continue
        if children(verb, "aux", "auxpass") or sum(1 for _ in verb.subtree) < _FEWEST_WORDS:
            continue
        if _both(first, verb, _is_dated) or _both(first, verb, _is_counted):
            joined = replace(ahead, action=verb)
            yield verb, joined
            yield from _joined_actions(clause, joined)


def _own_words(verb: Token) -> list[Token]:
    """Return what hangs on a verb, without its subject, side clauses and what is joined to it."""
    apart = [c for t in verb.subtree for c in t.children if c.dep_ in _APART or (c.dep_ == "conj" and c.pos_ in VERBAL)]
    without = {t.i for c in apart for t in c.subtree}
    return [t for t in verb.subtree if t.i not in without]


def _both(one: Token, other: Token, mark: Callable[[Token], bool]) -> bool:
    return all(any(mark(word) for word in _own_words(verb)) for verb in (one, other))


def _is_dated(token: Token) -> bool:
    return token.ent_type_ in _DATED


def _is_counted(token: Token) -> bool:
    return token.like_num and token.ent_type_ not in _DATED


def _placed(sentence: Span, made: list[tuple[Token, Ahead | None]]) -> list[Part]:
    """Give each part its place: the first has the sentence's beginning, the last its end.

    The conjunction between two parts belongs to neither.
    """
    ordered = sorted(made, key=lambda pair: pair[0].i)
    starts, ends = [_first_start(sentence, ordered[0][0])], []
    for number, (token, _) in enumerate(ordered[1:], start=1):
        doc = token.doc
        before = ordered[number - 1][0]
        first = max(_left_edge(token, before), before.i + 1, sentence.start + 1)
        while doc[first].lower_ in _JOINING and first < token.i:
            first += 1
        last = first
        while last - 1 > before.i and (
            doc[last - 1].lower_ in _JOINING or doc[last - 1].is_punct or _cues(doc[last - 1], token)
        ):
            last -= 1
        starts.append(max(doc[first].idx, starts[-1]))
        ends.append(max(doc[last].idx, starts[-2]))
    spans = zip(starts, [*ends, sentence.end_char], strict=True)
    return [Part(token, ahead, a, b) for (token, ahead), (a, b) in zip(ordered, spans, strict=True)]


def _first_start(sentence: Span, head: Token) -> int:
    """Return where the first part begins: behind its own "While", else where the sentence does."""
    opening = sentence[0]
    aside = opening.dep_ == "mark" and opening.head == head and opening.lower_ in _BESIDE
    return int(sentence[1].idx if aside else sentence.start_char)


def _cues(word: Token, said: Token) -> bool:
    """Tell whether a word is the "adding" of "..., adding that it will close"."""
    return word == said.head and word.tag_ == "VBG" and said.dep_ == "ccomp"


def _left_edge(token: Token, before: Token) -> int:
    """Return where a part begins: behind the part before it, if that is a clause in front of its governor."""
    if not token.is_ancestor(before):
        return int(token.left_edge.i)
    behind = [t.i for t in token.subtree if t.i > before.right_edge.i and not t.is_punct]
    return min(behind, default=token.i)
