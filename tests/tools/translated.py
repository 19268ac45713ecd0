#!/usr/bin/env python3
"""tests/tools/translated.py TEMPLATEC PAGES FOLDER - our own templates in a made-up language, through the list that a translator gets

Every message is said with accents on its vowels, in brackets, and longer; its tags and values stay.  The segments must take it
(templatec holds each against the English one), and no vowel without its accent may be left where a person reads.  What
this would miss is shown by a message that is left out on purpose.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

TEMPLATEC, PAGES, FOLDER = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
TEMPLATES = sorted(str(path) for path in PAGES.glob("*/*.html"))
ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
APART = re.compile(r"(\{\{.*?\}\}|<[^>]*>|&#?\w+;)")
READ_ALOUD = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')


def made_up(text):
    parts = APART.split(text)
    return "⟦" + "".join(part if n % 2 else part.translate(ACCENTS) + ("·" if part.strip() else "") for n, part in enumerate(parts)) + "⟧"


def templatec(kind, *words):
    out = FOLDER / f"translated{kind}.txt"
    subprocess.run([TEMPLATEC, kind, out, *words, PAGES / "frame", *TEMPLATES], check=True)
    return [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]


def read_by_a_person(state, text):
    """What of a segment is text or read aloud, without tags; a segment may begin inside a tag."""
    if state.startswith("<") and not state.startswith(("<title", "<textarea")) or " of <" in state:
        text = "<" + text
    return APART.sub(" ", re.sub(r"<[^>]*$", " ", text)) + " ".join(READ_ALOUD.findall(text))


def left(phrases):
    words = FOLDER / "translated-words.txt"
    words.write_text("".join(f"{english}\t{said}\n" for english, said in phrases.items()), encoding="utf-8")
    segments = templatec("--translated", words)
    return len(segments), [f"{at}: {json.loads(text)}" for _, at, state, text in segments
                           if re.search("[aeiouAEIOU]", read_by_a_person(state, json.loads(text)))]


phrases = {text: made_up(text) for _, _, _, text in templatec("--messages")}
number, english = left(phrases)
for words in english:
    print("--- left in English:", words)
missing = dict(phrases)
del missing["Only you can see this"]
noticed = left(missing)[1]
print(f"{len(phrases)} phrases, {number} segments, {len(english)} left in English; {len(noticed)} noticed when one phrase is left out")
sys.exit(1 if english or not noticed or len(phrases) < 500 else 0)
