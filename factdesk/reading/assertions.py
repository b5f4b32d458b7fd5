"""The assertions of a report: sentences, or parts of them where one sentence asserts two things."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.model import Span as TextSpan
from factdesk.reading.ahead import Ahead
from factdesk.reading.attribution import Said
from factdesk.reading.classes import MENTION
from factdesk.reading.furniture import overlaps
from factdesk.reading.grain import is_withheld, parts
from factdesk.reading.pipeline import Paragraph, Parsed
from factdesk.reading.plain import words_of
from factdesk.reading.rules import ForwardRules, SayingRules, forward, saying
from factdesk.reading.syntax import FINITE, SUBJECT, children, own_subject, trim

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FEWEST_WORDS = 4
_DEEPEST_SAID = 2
"""How far below the governing verb what lies ahead may stand for its own source to be the claim's."""
_AUX = ("aux", "auxpass")


@dataclass(frozen=True, slots=True)
class Assertion:
    """One assertion: a stretch of one paragraph with its governing word and what is known of it."""

    paragraph: Paragraph
    number: int
    """The paragraph's place in the text."""
    sentence: Span
    start: int
    """In the text, as is end."""
    end: int
    head: Token
    ahead: Ahead | None
    said: Said | None
    outer: Said | None
    """Who passes on what ``said`` says, where there are two."""
    is_part: bool
    """The sentence asserts more than this."""

    @property
    def action(self) -> Token:
        """What is asserted: the verb that lies ahead, else the governing verb."""
        return self.ahead.action if self.ahead is not None else self.head


def assertions(parsed: Parsed, said: tuple[Said, ...], furniture: tuple[TextSpan, ...]) -> Iterator[Assertion]:
    """Yield the assertions of a text in order: no furniture, headings, questions, fragments, "declined to comment"."""
    rules, sayings = forward(parsed.language), saying(parsed.language)
    by_paragraph: dict[int, list[Said]] = {}
    for act in said:
        if act.verb_class != MENTION:
            by_paragraph.setdefault(act.paragraph, []).append(act)
    for number, paragraph in enumerate(parsed.paragraphs):
        if overlaps(furniture, paragraph.start, paragraph.end) or _is_heading(parsed, paragraph):
            continue
        for sentence in paragraph.doc.sents:
            start, end = paragraph.start + sentence.start_char, paragraph.start + sentence.end_char
            if not overlaps(furniture, start, end) and _is_assertive(sentence, sayings):
                acts = by_paragraph.get(number, [])
                yield from _of_sentence(parsed, paragraph, number, sentence, acts, rules)


def _is_heading(parsed: Parsed, paragraph: Paragraph) -> bool:
    text = parsed.text[paragraph.start : paragraph.end].rstrip("\"'”’) ")
    if text[-1:] in ("–", "—", "-"):
        return True
    return text[-1:] not in (".", "!", "…", ":", ",", ";") and len(text.split()) < 15


def _is_assertive(sentence: Span, sayings: SayingRules) -> bool:
    text = sentence.text.strip()
    count = sum(words_of(sentence.doc).alpha[sentence.start : sentence.end])
    if count < _FEWEST_WORDS or text.rstrip("\"'”’) ").endswith("?"):
        return False
    lower = text.lower().replace("’", "'")
    if any(phrase in lower for phrase in sayings.no_content) and count < 30:
        return False
    tags = words_of(sentence.doc).tag
    return any(tags[i] in FINITE for i in range(sentence.start, sentence.end))


def _of_sentence(
    parsed: Parsed, paragraph: Paragraph, number: int, sentence: Span, acts: list[Said], rules: ForwardRules
) -> Iterator[Assertion]:
    here = [a for a in acts if a.start < sentence.end_char and a.end > sentence.start_char]
    head = _content_head(sentence, here)
    if _asks_or_advises(head):
        return
    found = parts(sentence, head, here, rules, parsed.language)
    for part in found:
        act, outer = _attribution(part.head, part.ahead, here, part.start, part.end)
        a, b = _tidy(parsed.text, paragraph.start + part.start, paragraph.start + part.end)
        if len(parsed.text[a:b].split()) >= _FEWEST_WORDS:
            yield Assertion(paragraph, number, sentence, a, b, part.head, part.ahead, act, outer, len(found) > 1)


def _asks_or_advises(head: Token) -> bool:
    """Tell whether an indirect question, an order or advice to the reader is all there is."""
    marks = [c.lower_ for c in children(head, "mark")]
    if "whether" in marks or ("if" in marks and head.dep_ == "ccomp"):
        return True
    who = own_subject(head)
    if who is not None and who.dep_ == "csubj" and any(c.lower_ in ("whether", "if") for c in who.children):
        return True
    if who is None:
        return head.tag_ == "VB" and head.dep_ == "ROOT" and not children(head, *_AUX)
    return who.lower_ == "you" and head.dep_ == "ROOT"


def _content_head(sentence: Span, acts: list[Said]) -> Token:
    """Return the governing word of what is asserted: of the content where the sentence is somebody's words."""
    head: Token = sentence.root
    for _ in range(3):
        if is_withheld(head):
            break
        cued = [act for act in acts if act.cue is not None and act.cue[0] <= head.idx < act.cue[1]]
        inner = [h for act in cued for h in act.heads if sentence.start <= h.i < sentence.end and h != head]
        inner = inner or (children(head, "ccomp") if cued else [])
        inner = [
            h for h in inner if h.dep_ not in ("xcomp", "pcomp", "pobj") and not any(c.tag_ == "TO" for c in h.children)
        ]
        if not inner:
            break
        head = inner[0]
    return head


def _attribution(
    head: Token, ahead: Ahead | None, acts: list[Said], start: int, end: int
) -> tuple[Said | None, Said | None]:
    """Return who says a part and, if another passes that on, who does."""
    around = [a for a in acts if any(s < end and start < e for s, e in a.contents)]
    said = ahead.action if ahead is not None and ahead.depth <= _DEEPEST_SAID else head
    around = [
        a
        for a in around
        if _holds(a, head, start, end)
        or _holds(a, said, start, end)
        or not (a.verb_class == "opinion" or _is_in_passing(a, head))
    ]
    if not around:
        return None, None
    # "According to" always passes on what another says: "Kim told them that ..., according to the agency".
    around.sort(key=lambda a: (a.cue_word != "according", -(a.end - a.start)))
    first = around[0]
    nested = [
        a
        for a in around[1:]
        if a.cue is not None
        and (first.start <= a.cue[0] < first.end or first.cue_word == "according")
        and a.start <= head.idx < a.end
        and a.verb_class in ("speech", "promise")
    ]
    return (nested[-1], first) if nested else (first, None)


def _holds(act: Said, head: Token, start: int, end: int) -> bool:
    """Tell whether an act of saying asserts a clause: it holds its governing word, or most of it in direct speech."""
    if any(a <= head.idx < b for a, b in act.contents) or (act.cue is not None and act.cue[0] <= head.idx < act.cue[1]):
        return True
    shared = sum(max(0, min(b, end) - max(a, start)) for a, b in act.contents)
    return act.verb_class != "opinion" and shared * 2 >= end - start


def _is_in_passing(act: Said, head: Token) -> bool:
    """Tell whether something is said only in a clause about a noun: "the day by which they had said it would end"."""
    if act.cue is None:
        return False
    words = words_of(head.doc)
    number = bisect_right(words.at, act.cue[0]) - 1
    cue = head.doc[number] if number >= 0 and act.cue[0] < words.until[number] else head
    while cue != head and cue.head != cue:
        if cue.dep_ in ("relcl", "acl", "appos"):
            return True
        cue = cue.head
    return False


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim a part: white space, a leading conjunction mark, and a quotation mark that has no partner in it."""
    start, end = trim(text, start, end, " \t\r\n\xa0,;–—-•*·")
    piece = text[start:end]
    for opening, closing in (("“", "”"), ('"', '"'), ("‘", "’")):
        if opening != closing:
            lone_start = piece.startswith(opening) and closing not in piece
            lone_end = piece.endswith(closing) and opening not in piece and opening != "‘"
        else:
            odd = piece.count('"') % 2 == 1
            lone_start, lone_end = odd and piece.startswith('"'), odd and piece.endswith('"')
        start, end = start + lone_start, end - (lone_end and not lone_start)
    words = text[start:end].split(" ", 1)
    if words[0].lower() in ("and", "but") and len(words) > 1 and _is_lower(words[0]):
        start += len(words[0]) + 1
    return trim(text, start, end, " \t\r\n\xa0,;")


def _is_lower(word: str) -> bool:
    return word == word.lower()


def subject_of(assertion: Assertion) -> Token | None:
    """Return the subject of what is asserted."""
    from factdesk.reading.syntax import subject

    found = subject(assertion.action)
    return found if found is not None else next(iter(children(assertion.head, *SUBJECT)), None)
