"""The stored text is readable, breaks nothing, and cleaning it again changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.intake.cleaning import clean_text
from factdesk.intake.decoding import declared_charset, decode

GERMAN = (
    "Der Bürgermeister sagte: „Größere Brücken für Süd-Köln müssen her.“ Über fünf Jahre wäre es möglich – so früh."
)
RUSSIAN = "Мэр сказал, что мост откроют к первому мая, хотя работы ещё не закончены и денег не хватает."


@given(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once_and_the_result_can_be_stored(raw: str) -> None:
    text = clean_text(raw).text
    assert clean_text(text).text == text
    text.encode("utf-8")
    assert not any(char < " " and char not in "\t\n" for char in text)


@given(st.text(st.characters(whitelist_categories=["Lu", "Ll", "Nd", "Po", "Pd"], max_codepoint=0x250), min_size=1))
def test_the_words_signs_and_dashes_of_a_line_are_never_changed(line: str) -> None:
    assert clean_text(line).text == line


def test_line_ends_fixed_spaces_and_invisible_characters() -> None:
    assert (
        clean_text("a\r\nb\rc\u2028d\u00a0e\u202ff\u00adg\u200bh\ufeffi  \n\n\n\nj\tk").text
        == "a\nb\nc\nd e fghi\n\nj\tk"
    )


def test_joiners_stay_since_scripts_and_emoji_need_them() -> None:
    assert clean_text("👩\u200d🚀 می\u200cخواهم").text == "👩\u200d🚀 می\u200cخواهم"


def test_what_was_removed_replaced_or_is_hidden_is_counted() -> None:
    cleaned = clean_text("a\0b\x07c\ud800d \u202etfel")
    assert cleaned.text == "abc\ufffdd \u202etfel"
    assert cleaned.notes == (
        "2 control characters were removed.",
        "1 damaged character was replaced.",
        "1 invisible direction mark was kept.",
    )


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_german_text_of_any_charset_is_read_without_loss(charset: str) -> None:
    decoded = decode(GERMAN.encode(charset))
    assert (decoded.text, decoded.replaced) == (GERMAN, 0)


def test_a_declared_charset_is_believed_if_the_bytes_bear_it_out() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), declared="koi8-r").text == RUSSIAN
    assert decode(RUSSIAN.encode(), declared="koi8-u").charset != "utf-8"
    assert decode("naïve café".encode(), declared="ascii-of-nowhere").text == "naïve café"
    assert decode("naïve".encode(), declared="utf-16").text == "naïve"


def test_a_mark_stands_above_a_declaration() -> None:
    assert decode(RUSSIAN.encode("utf-8-sig"), declared="koi8-r").text == RUSSIAN


def test_latin1_is_read_as_browsers_read_it() -> None:
    assert decode(b"\x93Quote\x94 \x96 5 \x80", declared="iso-8859-1").text == "“Quote” – 5 €"


def test_a_utf8_text_with_a_broken_byte_stays_utf8_and_the_damage_is_counted() -> None:
    decoded = decode(GERMAN.encode().replace(b"Jahre", b"Ja\xffhre"))
    assert decoded.text == GERMAN.replace("Jahre", "Ja\ufffdhre")
    assert decoded.notes == ("1 damaged character was replaced (read as utf-8).",)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_somehow(data: bytes) -> None:
    clean_text(decode(data).text).text.encode("utf-8")


@pytest.mark.parametrize(
    ("markup", "charset"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b"<META http-equiv=Content-Type content='text/html; charset=EUC-KR'>", "EUC-KR"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2"),
        (b"<p>charset=utf-8</p>", None),
    ],
)
def test_the_charset_that_a_page_declares_is_found(markup: bytes, charset: str | None) -> None:
    assert declared_charset(markup) == charset
