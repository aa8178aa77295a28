"""Guess a single-byte encoding that nothing in the bytes proves: Western, Cyrillic or Arabic.

Each code page makes letters of nearly any bytes. What tells them apart is how the letters lie: a
script's words are in that script alone, in common letters, mostly small ones.
"""

from __future__ import annotations

import re

CANDIDATES = ("cp1252", "cp1251", "koi8-r", "cp1256")
MIN_SCORE = 0.75  # of the non-ASCII letters; wrong readings stay under 0.6 on the tests' sentences
MIN_LEAD = 0.1  # over the second best: a guess between two is no guess
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "cp1252": frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœšžÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÚÜŠŽ"),
    "cp1251": frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў"),
    "koi8-r": frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё"),
    "cp1256": frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ"),
}
_FREQUENT = {
    "cp1251": frozenset("оеаинтсрвлік"),
    "koi8-r": frozenset("оеаинтсрвлік"),
    "cp1256": frozenset("اليمونرتبةعدقس"),
}
MIN_FREQUENT = 0.45  # of the letters: 0.6 and more in real text, at most 0.4 in misread bytes
_MAX_ACCENTS = 0.3  # of a Western text's letters; misread Cyrillic is accents from end to end


def guess_encoding(data: bytes) -> str | None:
    """Return the code page *data* is most likely in, or None where none fits well.

    >>> guess_encoding("Снаряды попали в рынок, сообщил врач.".encode("cp1251"))
    'cp1251'
    >>> guess_encoding("Des obus sont tombés près du marché.".encode("cp1252"))
    'cp1252'
    """
    (second, _), (best, encoding) = sorted(
        ((_score(data, encoding), encoding) for encoding in CANDIDATES), key=lambda pair: pair[0]
    )[-2:]
    return encoding if best >= MIN_SCORE and best >= second + MIN_LEAD else None


def _score(data: bytes, encoding: str) -> float:
    """Return the share of non-ASCII letters that read as this code page's language would."""
    try:
        text = data[:100_000].decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    if any(ord(char) < 32 and char not in "\t\n\r\f\v" for char in text):
        return 0.0
    common = _COMMON[encoding]
    letters = good = ascii_letters = 0
    for word in _WORD.findall(text):
        foreign = [char for char in word if not char.isascii()]
        ascii_letters += len(word) - len(foreign)
        letters += len(foreign)
        if encoding == "cp1252":
            good += sum(char in common for char in foreign) if len(foreign) < len(word) else 0
        elif len(foreign) == len(word):  # a word is in one script
            good += sum(char.lower() in common for char in foreign) - _misplaced(word)
    if not letters:
        return 1.0 if encoding == "cp1252" else 0.0  # only typographic quotes and dashes
    if encoding == "cp1252" and letters > _MAX_ACCENTS * (letters + ascii_letters):
        return 0.0
    frequent = _FREQUENT.get(encoding)
    if frequent is not None:
        share = sum(char in frequent for char in text.lower()) / letters
        if share < MIN_FREQUENT:
            return 0.0
    return good / letters


def _misplaced(word: str) -> int:
    """Return how many letters stand where none of their kind does.

    A capital after the first letter, unless the word shouts; an Arabic letter of word ends before
    the end.
    """
    ends = sum(char in "\u0629\u0649" for char in word[:-1])
    return ends if word.isupper() else ends + sum(char.isupper() for char in word[1:])
