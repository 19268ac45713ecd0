#!/usr/bin/env python3
"""
wording.py - what can be held by machine of how attune speaks; run from the root, or with another root as its argument

What a single word can tell stands in contentc's list (tools/article.c). Here stand the patterns that only many texts
together show: one refrain is kind and eighty are a tic. Every bound is a little above what the texts have today, so a
text that falls back is told, and each failed on the texts as they were before (doc/decisions.md, "Words").
"""
import glob
import re
import sys

ROOT = sys.argv[1] if len(sys.argv) > 1 else "."
problems = []


def say(place, words):
    problems.append(f"{place}: {words}")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def files(pattern):
    return sorted(glob.glob(f"{ROOT}/{pattern}"))


# ---- patterns over all texts: how often each may stand in content/ and in the templates together ----

BOUNDED = [
    # most, pattern, what it is
    (3, r"\b[Ss]o (is|are) (none|nothing|leaving|not|never|knowing|stopping|only|no|a|any|[a-z]+ing)\b", "the refrain: and so is none"),
    (18, r"\b(is|are) fine( too|, too| as well)?[.,;]", "the refrain: ... is fine too"),
    (55, r"\b(is|are|be) (enough|plenty)\b", "the refrain: ... is enough"),
    (8, r"\b(is|are|as) a (whole|full|complete|proper) [a-z]+|\bis the whole of it\b|\bwas the whole of it\b", "the refrain: is a whole answer"),
    (0, r"\b(nothing|no [a-z]+|never|a turn) (is |are )?(ever )?owed\b|\bnothing comes after\b|\bno next part\b", "the closing: nothing is owed"),
    (0, r"\bor (do|does) not\.|\bor don[’']t\.", "do or do not: say one thing, and that it can be skipped"),
    (0, r"\b[Aa]lso (like this|at home|in a marriage|between people who|after years|small and|while attune|when you are not|when the other)", "also for even or still"),
    (0, r"(?i)\bto take along\b|\btake it along\b|\btake it out\b|did not do good", "words of the old toolkit and effects"),
]
PROPS = r"(?i)\b(tea|soup|kettle|cat|coat|teapot|biscuit)s?\b"
PROPS_LESSONS = 3  # of 40; 25 had one of these, or a door


def bounded():
    # content/worksheets and help are counted too; demo.story is somebody's diary and no text of attune's
    texts = [(path, read(path)) for path in files("content/*/*.md") + files("pages/*/*.html")]
    for most, pattern, name in BOUNDED:
        found = [(path, hit.group(0)) for path, text in texts for hit in re.finditer(pattern, text)]
        if len(found) > most:
            where = ", ".join(f"{path.split('/')[-1]} ({words.strip()})" for path, words in found[:12])
            say("content and pages", f"{len(found)} times, at most {most}: {name}: {where}")


# ---- lessons ----

FRAGMENT_WORDS = 4
FRAGMENT_SHARE, FRAGMENT_SHARE_ALL = 0.16, 0.08  # of the sentences of one lesson, and of all; 0.32 and 0.15 before


def sentences_of(body):
    """Sentences that speak to the reader: no titles, lists, questions, quoted speech, or words in italics or bold."""
    for line in body.split("\n"):
        if not line.strip() or re.match(r"\s*([-#>*]|\d+\.|figure:)", line) or line.startswith("“"):
            continue
        line = re.sub(r"“[^”]*”", "Q", line)
        line = re.sub(r"\*\*[^*]*\*\*|\*[^*]*\*", "", re.sub(r"\]\([^)]*\)", "]", line))
        for sentence in re.split(r"(?<=[.!?])\s+", line):
            words = re.findall(r"[\w’'-]+", sentence)
            if words and not re.search(r"\bQ\b|[?:]$", sentence):
                yield sentence, len(words)


def body_of(text):
    return text.split("\n---\n", 1)[1].split("## Sources")[0]


def lessons():
    every = all_short = 0
    for path in files("content/lessons/*.md"):
        name, body = path.split("/")[-1], body_of(read(path))
        found = list(sentences_of(body))
        short = [s for s, n in found if n <= FRAGMENT_WORDS]
        every += len(found)
        all_short += len(short)
        if len(short) > FRAGMENT_SHARE * len(found):
            say(name, f"{len(short)} of {len(found)} sentences have {FRAGMENT_WORDS} words or fewer: {short[:6]}")
        for word, link in (("help page", "/help"), ("support line", "/help"), ("help line", "/help"), ("elp lines", "/help")):
            if word in body and f"({link})" not in body and "/help/" not in body:
                say(name, f"names the {word} and has no link to {link}")
    if all_short > FRAGMENT_SHARE_ALL * every:
        say("lessons", f"{all_short} of {every} sentences have {FRAGMENT_WORDS} words or fewer")
    propped = [path.split("/")[-1][:3] for path in files("content/lessons/*.md") if re.search(PROPS, body_of(read(path)))]
    if len(propped) > PROPS_LESSONS:
        say("lessons", f"{len(propped)} have tea, soup, a kettle, a cat or a coat, at most {PROPS_LESSONS}: {propped}")


SENT = [
    # lesson, where it sends people
    ("l08", "/limits/card"), ("l11", "/work/fear-or-desire"), ("l12", "/medicines"), ("l12", "/work/doctor"),
    ("l14", "/work/thought"), ("l15", "/kind"), ("l20", "/work/review"), ("r01", "/work/needs"),
    ("r10", "/work/listening"), ("r18", "/work/disclosure"), ("r19", "/work/fantasy"), ("r20", "/limits/tested"),
    ("l06", "/work/brakes"), ("l05", "/help"), ("l07", "/help"), ("l17", "/help"), ("l19", "/help"),
]


def sent():
    for lesson, link in SENT:
        for path in files(f"content/lessons/{lesson}-*.md"):
            if f"]({link})" not in read(path):
                say(path.split("/")[-1], f"does not link to {link}")


# ---- buttons and links in templates ----

def controls():
    """"Leave" is the panic exit. Nobody may have to tell it from a button beside it."""
    for path in files("pages/*/*.html"):
        for hit in re.finditer(r"<(button|a)\b[^>]*>([^<]*)</\1>", re.sub(r"\{\{[^}]*\}\}", "", read(path))):
            words = hit.group(2).strip()
            if re.match(r"Leave\b", words) and not (words == "Leave" and path.endswith("_bar.html")):
                say(path.split("/")[-1], f"a button says “{words}”; Leave is the panic exit only")
            if re.match(r"(Keep|Kept)( it)?$|Go (on|there)\b", words):
                say(path.split("/")[-1], f"a button says “{words}”: Save, Continue or Open it")
    for path in files("pages/*.c") + files("pages/*/*.c") + files("core/*.[ch]") + files("core/*/*.[ch]"):
        for hit in re.finditer(r'"((?:Leave it|Go on|Go there|Keep it)[^"]*)"', read(path)):
            if not hit.group(1).startswith("Keep it as"):
                say(path.split("/")[-1], f"a label says “{hit.group(1)}”")


def activities():
    """Not every activity begins with a picture of something else."""
    likened = []
    for path in files("content/activities/*.md"):
        lead = read(path).split("\n---\n", 1)[1].strip().split("\n")[0]
        if re.search(r"\blike (a|an|the|two|someone|stone)\b|\bas if\b|\bImagine\b|\bThink of\b|\bRemember\b", lead):
            likened.append(path.split("/")[-1][:3])
    if len(likened) > 6:
        say("activities", f"{len(likened)} open with a simile, at most 6: {likened}")

# ---- wordings that are not to come back: each stood there once, and misled, hurt or was not English ----

GONE = [
    # what it was                               where it must not stand: everywhere a person reads
    "How stirred up", "How here are you", "most stirred up it got", "Holds something you marked", "Hips and seat",
    "Not everything was clear-headed", "less here than before", "some way off right now", "Willing turned into",
    "You were there until the time was over", "as far as you opened it", "has not really shown yet",
    "can only show itself", "has not always sat well", "The last days were more, so this is less", "lost to others by a little",
    "brings another colour in", "Offers stay likely under this", "as good, and so is none", "Your answers hold little of",
    "Five kind questions", "thoughts of death or of hurting yourself were there", "over my head", "do not wear thin",
    "good evening for me, also", "It is not a later", "I won’t collect points", "Need is no ladder", "a result with its boots on",
    "the say is on leave", "Grown people only", "pass water", "numbness around the seat",
    "no answer means yes", "tell me “I forgot”", "Still all right?", "too much to live with", "Fewer choices may find more",
    "does not search your words", "looks through what you write", "until pain is ruled out", "closes nothing by itself",
]


def gone():
    every = files("content/*/*.md") + files("pages/*/*.html") + files("pages/*.[ch]") + files("pages/*/*.[ch]") + files("core/*.[ch]") + files("core/*/*.[ch]")
    for path in every:
        text = re.sub(r"\s+", " ", read(path))
        for words in GONE:
            if words in text:
                say(path.split("/")[-1], f"says “{words}” again")


# ---- fields for words: pages/frame/gone.c has to know each, to give back what was typed about something that is gone ----

NOT_GIVEN_BACK = {
    "code": "a way in, which is shown nowhere",
    "what": "a limit goes on as a new one; elsewhere it is what a button does",
    "conditions": "a limit goes on as a new one",
    "json": "a questionnaire's file, which is as it was",
}


def fields():
    known = set(re.findall(r'\{S_INIT\("([a-z]+)"\), S_INIT\("[A-Z]', read(f"{ROOT}/pages/frame/gone.c")))
    for path in files("pages/*/*.html"):
        for tag, rest in re.findall(r"<(textarea|input)\b([^>]*)>", re.sub(r"\{\{[#/]?(if|else|unless)[^}]*\}\}", "", read(path))):
            name, sort = re.search(r' name="([^"]*)"', rest), re.search(r' type="([^"]*)"', rest)
            if not name or (tag == "input" and sort and sort.group(1) != "text") or "inputmode" in rest:
                continue
            called = re.sub(r"-\{\{.*\}\}$", "", name.group(1))
            if not called.startswith("{{") and called not in known and called not in NOT_GIVEN_BACK:
                say(path.split("/")[-1], f"the field “{called}” is missing in pages/frame/gone.c")


for check in (bounded, lessons, sent, controls, activities, gone, fields):
    check()
for problem in problems:
    print(problem)
print(f"wording: {len(problems)} problems")
sys.exit(1 if problems else 0)
