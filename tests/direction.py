#!/usr/bin/env python3
"""
direction.py - words keep their own direction: what can be held by reading the templates and the style sheet

Run from the root, or with another root as its argument. A page may run from left to right or from right to left, and
what a person writes on it may run either way. A browser lays both out well if it is told where the one ends and the
other begins; a place where nobody told it looks right until the day it is read in Arabic. For each rule this shows that
it would notice. tests/browser/direction.mjs looks where things are drawn.
"""
import glob
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else "."


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def templates():
    paths = sorted(glob.glob(f"{ROOT}/pages/*/*.html")) + [f"{ROOT}/host/wasm/index.html", f"{ROOT}/host/wasm/help.html"]
    return {path[len(ROOT) + 1:]: read(path) for path in paths}


def line_of(text, at):
    return text.count("\n", 0, at) + 1


# ---- fields ----

# What is typed in another way than words: digits, a code of Latin letters, a file's text.
LEFT_TO_RIGHT = {"json", "code", "place", "minutes", "at", "quiet-from", "quiet-to"}
NOT_TYPED = {"hidden", "checkbox", "radio", "file", "submit", "button", "reset"}


def attribute(tag, name):
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found.group(1) if found else None


def fields(path, text):
    """
    A field for words says dir="auto": what is typed decides. As long as nothing is, the page does, by a rule of the style
    sheet that needs a placeholder, if only of a blank. One for digits or a code says "ltr".
    """
    for found in re.finditer(r"<(input|textarea)\b[^>]*>", text):
        tag, place = found.group(0), f"{path}:{line_of(text, found.start())}"
        kind, said = attribute(tag, "type") or "text", attribute(tag, "dir")
        wanted = "ltr" if attribute(tag, "name") in LEFT_TO_RIGHT else "auto"
        if kind in NOT_TYPED:
            continue
        if kind == "password":
            # Its dots have no direction, so "auto" would only show a watcher which way the passphrase begins.
            if said:
                yield f'{place}: a field for a passphrase says no dir, for it would show what it begins with: {tag}'
        elif said != wanted:
            yield f'{place}: this field says dir="{wanted}": {tag}'
        elif wanted == "auto" and attribute(tag, "placeholder") is None:
            yield f'{place}: this field has a placeholder=" ", or it would begin at the left of any page: {tag}'


# ---- own words, as paragraphs ----

OWN_WORDS = {"entry-body", "said", "kind-words", "stop-word"}


def paragraphs(path, text):
    for found in re.finditer(r'<\w+\b[^>]*\sclass="([^"]*)"[^>]*>', text):
        if OWN_WORDS & set(found.group(1).split()) and attribute(found.group(0), "dir") != "auto":
            yield f'{path}:{line_of(text, found.start())}: own words say dir="auto": {found.group(0)}'


# ---- values in sentences ----

INLINE = {"a", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "small", "span", "strong"}
# What attune itself says there, in the language of the page, and plain numbers. Anything else that stands beside words may
# be somebody's own, or a name, and stands in <bdi>.
OURS = {
    "body/bodies": "offer.words line.label line.words",
    "frame/exposure": "back_words",
    "gate/sheet_made": "made",
    "ground/_ground_card": "tool.channel",
    "ground/_help_line": "line.checked",
    "ground/ground_tool": "outward_name",
    "ground/help": "country kind",
    "health/medicines": "log.when log.sleep log.stress",
    "intake/_aside": "q.ask",
    "intake/_question": "q.why",
    "intake/chapter": "q.said next_title",  # said: not beside the words, but instead of them
    "journal/_diary": "item.name",
    "journal/choose": "entry.name entry.when",
    "journal/entry": "also_words",
    "learn/learn": "lesson.minutes",
    "learn/lesson": "position minutes note next_title",
    "learn/plain": "box.title",
    "learn/rehearsal": "next_title",
    "learn/script": "group form.title",
    "limits/card": "line.title",
    "limits/limit": "other.stance",
    "limits/limits": "other.stance",
    "limits/map": "as_of",
    "limits/path_part": "note.when",
    "offers/_gathered_row": "row.label",
    "offers/gathered": "row.label",
    "practice/ceiling": "apart",
    "practice/ladder": "ceiling row.dimension row.company row.minutes",
    "settings/anew": "unopened",
    "settings/merged": "deleted hidden unopened later",
    "settings/settings": "held held_until",
    "settings/stray": "until",
    "today/today": "saved unopened held",
    "work/worksheet": "date",
    "work/worksheets": "row.when",
    "kept": "minutes",
    "mutant": "other.stance",
}
TOKEN = re.compile(r"\{\{!.*?\}\}|\{\{[#/>].*?\}\}|\{\{else\}\}|\{\{(?P<value>[^}]*)\}\}|<!--.*?-->|</?(?P<tag>[a-zA-Z0-9]+)(?:\{\{.*?\}\}|[^>{])*>|(?P<text>[^<{]+)", re.S)


def sentences(path, text):
    """A value that is put into a sentence of ours stands in <bdi>, unless it is ours as well."""
    ours = OURS.get(path.removeprefix("pages/").removesuffix(".html"), "").split()
    bare, words, isolated = [], False, 0
    for found in TOKEN.finditer(re.sub(r"<(textarea|title|script|svg)\b.*?</\1>", "", text, flags=re.S) + "<p>"):
        tag, value = found.group("tag"), found.group("value")
        if tag and tag.lower() == "bdi":
            isolated += -1 if found.group(0).startswith("</") else 1
        elif tag and tag.lower() not in INLINE:
            if words:
                for one in bare:
                    yield f"{path}: {{{{{one}}}}} stands in a sentence without <bdi>"
            bare, words = [], False
        elif value is not None and not isolated and value.strip() not in ours:
            bare.append(value.strip())
        elif found.group("text") and re.search(r"\w|[.,:;?!“”()]", re.sub(r"&\w+;|&#\d+;", "", found.group("text"))):
            words = words or not isolated


# ---- the style sheet ----

PHYSICAL = re.compile(r"(?<![\w-])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
                      r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b|translateX|scaleX")


def four_sides(value):
    """The sides of a shorthand; what stands in brackets is one of them."""
    while re.search(r"\([^()]*\)", value):
        value = re.sub(r"\([^()]*\)", "", value)
    return value.split()


def style(path, text):
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.S)
    for found in PHYSICAL.finditer(text):
        yield f"{path}:{line_of(text, found.start())}: a side of the screen, not of the line: {found.group(0)}"
    for found in re.finditer(r"(?<![\w-])(margin|padding|inset|scroll-margin|scroll-padding)\s*:\s*([^;}]+)", text):
        sides = four_sides(found.group(2))
        if len(sides) == 4 and sides[1] != sides[3]:
            yield f"{path}:{line_of(text, found.start())}: left and right differ: {found.group(0)}"


# ---- all of it, and that it would notice ----

def stale(pages):
    """A name in the list that no template puts into a sentence any more would let another through one day."""
    for name, ours in OURS.items():
        text = pages.get(f"pages/{name}.html")
        for value in ours.split() if text is not None else []:
            if f"{{{{{value}}}}}" not in text:
                yield f"tests/direction.py lets {{{{{value}}}}} through in {name}.html, where it does not stand"


def everything(pages, sheets):
    for path, text in pages.items():
        yield from fields(path, text)
        yield from paragraphs(path, text)
        yield from sentences(path, text)
    for path, text in sheets.items():
        yield from style(path, text)


MUTANTS = [
    # rule, what a page without it would hold
    (fields, '<input id="a" name="a" type="text" value="{{a}}">'),
    (fields, '<input name="a">'),
    (fields, '<input type="search" name="words" autocomplete="off">'),
    (fields, '<textarea name="words" rows="3">{{words}}</textarea>'),
    (fields, '<textarea name="words" dir="auto" rows="3">{{words}}</textarea>'),
    (fields, '<input name="minutes" dir="auto" inputmode="numeric">'),
    (fields, '<input name="passphrase" type="password" dir="auto">'),
    (paragraphs, '<p class="entry-body">{{words}}</p>'),
    (paragraphs, '<dd class="said">{{words}}</dd>'),
    (sentences, "<p>Your signal: {{signal}}.</p>"),
    (sentences, '<p>A practice is still open: <a href="/x/{{id}}">{{other_title}}</a>.</p>'),
    (sentences, "<p>“{{words}}”</p>"),
    (sentences, "<li>{{other.stance}}: <bdi>{{other.title}}</bdi>{{#if x}}. {{other.conditions}}{{/if}}</li>"),
    (style, "p { margin-left: 1em; }"),
    (style, "p { text-align: left; }"),
    (style, "p { padding: 0 1em 0 2em; }"),
    (style, "p { inset-inline: 0; left: 0; }"),
    (style, "p { transform: translateX(3px); }"),
]
KEPT = [
    (fields, '<input name="a" dir="auto" placeholder=" "><input name="b" type="hidden"><input name="c" type="password"><textarea name="d" dir="auto" placeholder=" "></textarea>'),
    (paragraphs, '<p class="entry-body" dir="auto">{{words}}</p>'),
    (sentences, "<p>Your signal: <bdi>{{signal}}</bdi>.</p><h3>{{title}}</h3><p>{{words}}</p><p>About {{minutes}} minutes</p>"),
    (style, "p { margin: 0 1em; padding-inline: 1em 2em; text-align: start; inset-inline-start: 0; padding: 0 max(.9em, 1.5vw); }"),
]


def main():
    sheets = {name: read(f"{ROOT}/{name}") for name in ("pages/frame/style.css", "host/wasm/shell.css")}
    pages = templates()
    problems = list(everything(pages, sheets)) + list(stale(pages))
    problems += [f"nothing is said of: {text}" for rule, text in MUTANTS if not list(rule("mutant", text))]
    problems += [f"wrongly: {said}" for rule, text in KEPT for said in rule("kept", text)]
    for problem in problems:
        print(f"--- failed: {problem}")
    asked = len(pages) + len(sheets) + len(MUTANTS) + len(KEPT)
    print(f"{max(asked - len(problems), 0)} passed, {len(problems)} failed")
    return 1 if problems else 0


sys.exit(main())
