"""Attribute rules recalled and names decided many words at once give what spaCy's own pipeline gives."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from factdesk.paths import resource
from factdesk.reading.attribute_rules import AttributeRules
from factdesk.reading.pipeline import blocks, parse, pipeline, plain
from factdesk.reading.recognizer import recognize

TOLD = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START"]
REPORTS = sorted(resource("sample").glob("*.txt"))
ODD = [
    "There's nothin' left, y'all: let's go, we gotta sign. It ain't so, c'mon. There are two, and I'm gonna wait.",
    "NEW YORK TIMES OF LONDON AND THE INTERNATIONAL COMMITTEE OF THE RED CROSS AND RED CRESCENT SOCIETIES OF EAST ASIA",
    "Kim   Lee   \u3000 met\u2003Ana  Cruz ,   of  the   Bank  of   Norway . \n\n  \n 12 March 2031\n\nOslo",
    "Berlin",
    "Mr Jon A. B. C. D. E. F. G. H. van der Meer de la Cruz y Santos von Stein zu Hohenfels of the United Kingdom left",
    "👩‍🚀🇳🇴 Ёлка 東京 \x00 ... $1.5bn, 3%; the 20th of May at 5 p.m.",
]


def told(doc):
    return [doc[i].text for i in range(len(doc))], doc.to_array(TOLD).tolist()


@pytest.mark.parametrize("text", [*(path.read_text("utf-8") for path in REPORTS), *ODD, "\n".join(ODD)])
def test_a_parse_is_that_of_the_whole_pipeline(text):
    stock = pipeline("en").pipe([plain(text[start:end]) for start, end in blocks(text)])
    for paragraph, doc in zip(parse.__wrapped__(text, "en").paragraphs, stock, strict=True):
        assert told(paragraph.doc) == told(doc)


def test_names_are_the_same_however_many_words_go_through_together(monkeypatch):
    text = "\n".join(path.read_text("utf-8") for path in REPORTS[:3])
    whole = [told(paragraph.doc) for paragraph in parse.__wrapped__(text, "en").paragraphs]
    monkeypatch.setattr("factdesk.reading.recognizer._MOST_WORDS", 30)
    monkeypatch.setattr("factdesk.reading.recognizer._STRETCH", 1)
    assert [told(paragraph.doc) for paragraph in parse.__wrapped__(text, "en").paragraphs] == whole


def test_a_recognizer_of_another_make_decides_by_itself():
    real = pipeline("en").get_pipe("ner")
    other = SimpleNamespace(
        cfg={"beam_width": 2}, model=real.model, predict=real.predict, set_annotations=real.set_annotations
    )
    docs = [pipeline("en")("Jane Kim left Oslo on Monday.", disable=["ner"]) for _ in range(2)]
    recognize(other, docs[:1])
    recognize(real, docs[1:])
    assert (
        [entity.text for entity in docs[0].ents]
        == [entity.text for entity in docs[1].ents]
        == ["Jane Kim", "Oslo", "Monday"]
    )


def test_rules_of_another_make_are_matched_each_time():
    real = pipeline("en").get_pipe("attribute_ruler")
    known = [*real.patterns, {"patterns": [[{"SHAPE": "Xxxx"}]], "attrs": {"POS": "X"}, "index": 0}]
    from spacy.pipeline import AttributeRuler

    ruler = AttributeRuler(pipeline("en").vocab)
    ruler.add_patterns(known)
    rules = AttributeRules(ruler)
    for text, pos in (("Oslo grows.", "X"), ("OSLO grows.", "PROPN")):
        doc = pipeline("en")(text, disable=["attribute_ruler", "lemmatizer", "ner"])
        rules(doc)
        assert doc[0].pos_ == pos
