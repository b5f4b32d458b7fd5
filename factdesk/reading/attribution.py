"""Who said what: verbs, nouns and phrases of saying with their contents, over a dependency parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factdesk.reading.contents import (
    clause_contents,
    noun_phrase_contents,
    quote_beside,
    quote_contents,
    reduced_speaker,
)
from factdesk.reading.pipeline import Paragraph, Parsed
from factdesk.reading.quotemarks import Quoted, is_inside, quoted
from factdesk.reading.rules import SayingRules, saying
from factdesk.reading.syntax import VERBAL, Chars, chars, children, noun_phrase, subject, subtree_chars, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_EXPLETIVE = ("it", "there")


@dataclass(frozen=True, slots=True)
class Said:
    """One act of saying in a paragraph; offsets count from the paragraph's beginning."""

    paragraph: int
    cue: Chars | None
    cue_word: str
    """The lemma of the cue; "according" for phrases, empty for a quote that goes on with the speaker before."""
    verb_class: str
    speaker: Token | None
    contents: tuple[Chars, ...]
    """The pieces of the content in order: the cue may stand between them."""
    heads: tuple[Token, ...]
    """The governing words of the content's clauses, where they are known."""
    is_direct: bool
    score: float

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.contents[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.contents[-1][1]


@dataclass(frozen=True, slots=True)
class Scene:
    """A paragraph with its quoted stretches and the rules to read it by."""

    number: int
    doc: Doc
    quotes: tuple[Quoted, ...]
    rules: SayingRules


def find_said(parsed: Parsed) -> tuple[Said, ...]:
    """Find every act of saying of a text, in its order."""
    from factdesk.reading.dangling import with_dangling_quotes

    found: list[Said] = []
    rules = saying(parsed.language)
    before: Said | None = None
    for number, paragraph in enumerate(parsed.paragraphs):
        scene = Scene(number, paragraph.doc, _quotes(parsed, paragraph), rules)
        here = with_dangling_quotes(scene, _distinct(list(_in_paragraph(scene))), before)
        found.extend(here)
        before = _last_speech(here, scene, before)
    return tuple(found)


def _quotes(parsed: Parsed, paragraph: Paragraph) -> tuple[Quoted, ...]:
    return quoted(parsed.text[paragraph.start : paragraph.end])


def _last_speech(here: list[Said], scene: Scene, before: Said | None) -> Said | None:
    """Return the act of saying that a quote in the next paragraph would go on with."""
    direct = [said for said in here if said.is_direct and (said.speaker is not None or not said.cue_word)]
    if direct:
        last = direct[-1]
        return last if last.speaker is not None else replace(last, speaker=before.speaker if before else None)
    if scene.doc.text.rstrip().endswith(":"):
        return _introduction(scene)
    return None


def _introduction(scene: Scene) -> Said | None:
    """Return the act of saying of "The minister continued:", whose content is the next paragraph."""
    for token in reversed(list(scene.doc)):
        if token.pos_ in VERBAL and scene.rules.is_speech(token.lemma_):
            speaker = subject(token)
            if speaker is not None and speaker.lower_ not in _EXPLETIVE:
                end = len(scene.doc.text)
                cue = cue_chars(token)
                return Said(scene.number, cue, token.lemma_, "speech", speaker, ((end, end),), (), True, 0.9)
    return None


def _in_paragraph(scene: Scene) -> Iterator[Said]:
    for sentence in scene.doc.sents:
        for token in sentence:
            if is_inside(token.idx, scene.quotes):
                continue
            if token.pos_ in VERBAL and token.lemma_.lower() in scene.rules.verbs:
                yield from _by_verb(scene, sentence, token)
            elif token.lower_ in ("according", "in"):
                yield from _by_phrase(scene, sentence, token)
            elif token.pos_ == "NOUN" and token.lemma_ in scene.rules.nouns:
                yield from _by_noun(scene, token)


def _by_verb(scene: Scene, sentence: Span, cue: Token) -> Iterator[Said]:
    speaker = reduced_speaker(cue, sentence) or subject(cue)
    if speaker is not None and _is_expletive(speaker):
        return
    speaker = None if speaker is not None and _is_spoken_of(speaker, cue) else speaker
    lemma = cue.lemma_.lower()
    contents, heads, frame = clause_contents(scene.rules, sentence, cue)
    beside = quote_beside(scene.quotes, sentence, cue, speaker)
    if not contents or (beside is not None and not any(_meet(beside, piece) for piece in contents)):
        quote, of_quote = quote_contents(scene.rules, scene.quotes, sentence, cue, speaker)
        contents, heads, frame = (quote, (), of_quote) if quote else (contents, heads, frame)
    if not contents and speaker is not None:
        contents, heads, frame = noun_phrase_contents(scene.rules, scene.quotes, cue)
    if not contents or frame is None:
        return
    if speaker is None and not scene.rules.is_speech(lemma):
        return
    widened = _widen(scene, contents, cue)
    if widened:
        direct = _is_direct(scene, widened)
        yield Said(scene.number, cue_chars(cue), lemma, frame.verb_class, speaker, widened, heads, direct, frame.weight)


def _meet(one: Chars, other: Chars) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_spoken_of(who: Token, cue: Token) -> bool:
    """Tell "the following is noted" from "the reporters were told", "he was quoted as saying"."""
    passive = who.dep_ == "nsubjpass" and who.head == cue
    return passive and cue.lemma_.lower() in (
        "note",
        "say",
        "state",
        "report",
        "announce",
        "write",
        "mention",
        "reveal",
    )


def _is_expletive(speaker: Token) -> bool:
    """Tell "it is said that" from "it said that"."""
    passive = speaker.dep_ == "nsubjpass" or any(c.dep_ == "auxpass" for c in speaker.head.children)
    return speaker.lower_ == "there" or (speaker.lower_ == "it" and (passive or speaker.head.lemma_ == "be"))


def cue_chars(verb: Token) -> Chars:
    """Return the stretch of a verb with its auxiliaries and negation."""
    near = [c for c in children(verb, "aux", "auxpass", "neg", "prt") if abs(c.i - verb.i) <= 3]
    return chars([verb, *near])


def _by_phrase(scene: Scene, sentence: Span, token: Token) -> Iterator[Said]:
    for words, weight in scene.rules.according:
        parts = words.split()
        phrase = scene.doc[token.i : token.i + len(parts)]
        if [t.lower_ for t in phrase] != parts:
            continue
        heads = [obj for t in phrase for obj in children(t, "pobj") if obj.i >= phrase.end]
        if heads:
            yield from _according(scene, sentence, phrase, heads[0], weight)


def _according(scene: Scene, sentence: Span, phrase: Span, speaker: Token, weight: float) -> Iterator[Said]:
    hole = (phrase.start_char, max(noun_phrase(speaker)[1], phrase.end_char))
    governor = next((t.head for t in phrase if t.head.i < phrase.start or t.head.i >= phrase.end), sentence.root)
    whole = (sentence.start_char, sentence.end_char)
    if governor.pos_ in VERBAL and governor.dep_ in ("conj", "ccomp", "relcl", "advcl") and phrase.start > governor.i:
        whole = subtree_chars(governor)
    pieces = _without(whole, hole)
    pieces = [p for p in (trim(scene.doc.text, *piece) for piece in pieces) if p[1] - p[0] > 8]
    if len(pieces) > 1 and pieces[0][1] - pieces[0][0] > 25:
        pieces = pieces[:1]
    widened = _widen(scene, pieces, None)
    if widened:
        cue = (phrase.start_char, phrase.end_char)
        direct = _is_direct(scene, widened)
        head = governor if governor.pos_ in VERBAL else sentence.root
        yield Said(scene.number, cue, "according", "speech", speaker, widened, (head,), direct, weight)


def _without(whole: Chars, hole: Chars) -> list[Chars]:
    return [p for p in ((whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])) if p[0] < p[1]]


def _by_noun(scene: Scene, noun: Token) -> Iterator[Said]:
    clauses = [
        clause
        for clause in children(noun, "acl", "ccomp")
        if any(c.dep_ == "mark" or c.lower_ == "that" for c in clause.children) or clause.dep_ == "ccomp"
    ]
    if not clauses:
        return
    of = [obj for prep in children(noun, "prep") if prep.lower_ in ("by", "from", "of", "among") for obj in
          children(prep, "pobj")]  # fmt: skip
    owners = children(noun, "poss") + of
    speaker = owners[0] if owners else (subject(noun.head) if noun.dep_ in ("dobj", "attr") else None)
    if speaker is None or speaker.lower_ in _EXPLETIVE or speaker == noun:
        return
    widened = _widen(scene, [subtree_chars(clauses[0])], None)
    if widened:
        cue = (noun.idx, noun.idx + len(noun))
        weight = scene.rules.nouns[noun.lemma_]
        yield Said(scene.number, cue, noun.lemma_, "speech", speaker, widened, (clauses[0],), False, weight)


def _widen(scene: Scene, pieces: list[Chars], cue: Token | None) -> tuple[Chars, ...]:
    """Let each piece take in the quoted stretches that it mostly consists of, then trim and merge."""
    text, out = scene.doc.text, []
    for piece in pieces:
        start, end = trim(text, *piece)
        for quote in scene.quotes:
            shared = min(end, quote.end) - max(start, quote.start)
            if shared > max(3, 0.5 * min(quote.end - quote.start, end - start)) or (start <= quote.start < end):
                start, end = min(start, quote.start), max(end, quote.end)
        if cue is not None and start <= cue.idx < end and not is_inside(cue.idx, scene.quotes):
            start, end = _beside(cue, start, end)
        if end - start > 1:
            out.append((start, end))
    return _merged(out)


def _beside(cue: Token, start: int, end: int) -> Chars:
    """Return the longer part of a stretch beside the cue."""
    before, after = (start, cue.idx), (cue.idx + len(cue), end)
    return before if before[1] - before[0] >= after[1] - after[0] else after


def _merged(pieces: list[Chars]) -> tuple[Chars, ...]:
    out: list[Chars] = []
    for piece in sorted(pieces):
        if out and piece[0] <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], piece[1]))
        else:
            out.append(piece)
    return tuple(out)


def _is_direct(scene: Scene, pieces: tuple[Chars, ...]) -> bool:
    """Tell whether most of the content stands in quotation marks."""
    inside = sum(
        max(0, min(end, quote.end) - max(start, quote.start)) for start, end in pieces for quote in scene.quotes
    )
    return inside > 0.5 * sum(end - start for start, end in pieces)


def _distinct(found: list[Said]) -> list[Said]:
    """Drop an act of saying whose content another one has already, the surer one staying."""
    kept: list[Said] = []
    for said in sorted(found, key=lambda s: -s.score):
        if not any(said.contents == other.contents for other in kept):
            kept.append(said)
    return sorted(kept, key=lambda s: (s.start, s.end))
