"""Who said what: verbs, nouns and phrases of saying with their contents, over a dependency parse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factdesk.reading.acts import Act, Rules, acts_of
from factdesk.reading.classes import class_of
from factdesk.reading.grid import Grid, grid_of
from factdesk.reading.pipeline import Parsed
from factdesk.reading.plain import words_of
from factdesk.reading.quotemarks import Quoted, quoted
from factdesk.reading.rules import SayingRules, roles, saying
from factdesk.reading.sources import relative_pronoun
from factdesk.reading.syntax import VERBAL, Chars, chars, children, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
    """How probable it is that somebody says this, 0 to 1."""
    pronoun: Token | None = None
    """The relative pronoun that stands for the speaker: "who" in "Kim, who said ..."."""

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
    rules = Rules(parsed.language, saying(parsed.language), roles(parsed.language))
    before: Said | None = None
    for number, paragraph in enumerate(parsed.paragraphs):
        quotes = quoted(parsed.text[paragraph.start : paragraph.end])
        scene = Scene(number, paragraph.doc, quotes, rules.sayings)
        grid = grid_of(paragraph.doc, tuple((q.start, q.end) for q in quotes))
        said = [_said(scene, grid, act) for act in acts_of(grid, quotes, rules)]
        here = with_dangling_quotes(scene, sorted(said, key=lambda s: (s.start, s.end)), before)
        found.extend(here)
        before = _last_speech(here, scene, before)
    return tuple(found)


def _said(scene: Scene, grid: Grid, act: Act) -> Said:
    candidate, doc = act.candidate, scene.doc
    lemma = grid.lemma[candidate.cue]
    cue = doc[candidate.cue]
    place = (cue.idx, cue.idx + len(cue))
    if candidate.frame == "by phrase":
        words = next(w for w, _ in scene.rules.according if words_of(doc).text[cue.idx :].lower().startswith(w))
        lemma, place = "according", (cue.idx, cue.idx + len(words))
    elif cue.pos_ in VERBAL:
        place = cue_chars(cue)
    who = act.source[0]
    relative = relative_pronoun(grid, candidate.cue) if act.source[1] != "voice" else -1
    return Said(
        scene.number,
        place,
        lemma,
        class_of(scene.rules, lemma, candidate.frame),
        doc[who] if who >= 0 else None,
        act.contents,
        (doc[candidate.head],) if grid.quote[candidate.cue] < 0 and _has_head(candidate.frame) else (),
        _is_direct(scene, act.contents),
        round(act.chance, 2),
        doc[relative] if who >= 0 and relative > who else None,
    )


def _has_head(frame: str) -> bool:
    return frame in ("clause", "before", "to", "around", "reduced", "by phrase", "noun clause", "noun to", "as saying")


def _last_speech(here: list[Said], scene: Scene, before: Said | None) -> Said | None:
    """Return the act of saying that a quote in the next paragraph would go on with."""
    direct = [said for said in here if said.is_direct and (said.speaker is not None or not said.cue_word)]
    if direct:
        last = direct[-1]
        return last if last.speaker is not None else replace(last, speaker=before.speaker if before else None)
    if words_of(scene.doc).text.rstrip().endswith(":"):
        return _introduction(scene)
    return None


def _introduction(scene: Scene) -> Said | None:
    """Return the act of saying of "The minister continued:", whose content is the next paragraph."""
    for token in reversed(list(scene.doc)):
        if token.pos_ in VERBAL and scene.rules.is_speech(token.lemma_):
            speaker = subject(token)
            if speaker is not None and speaker.lower_ not in _EXPLETIVE:
                end = len(words_of(scene.doc).text)
                cue = cue_chars(token)
                return Said(scene.number, cue, token.lemma_, "speech", speaker, ((end, end),), (), True, 0.9)
    return None


def cue_chars(verb: Token) -> Chars:
    """Return the stretch of a verb with its auxiliaries and negation."""
    near = [c for c in children(verb, "aux", "auxpass", "neg", "prt") if abs(c.i - verb.i) <= 3]
    return chars([verb, *near])


def _is_direct(scene: Scene, pieces: tuple[Chars, ...]) -> bool:
    """Tell whether most of the content stands in quotation marks."""
    inside = sum(
        max(0, min(end, quote.end) - max(start, quote.start)) for start, end in pieces for quote in scene.quotes
    )
    return inside > 0.5 * sum(end - start for start, end in pieces)
