#!/usr/bin/env python3
"""tests/practices.py [LOGS] - doc/practices.md against the tests it names, and against what ran

Every practice 1 to 76 and topic R1 to R20 has one row; a row that works names a test, and every test that is
named is there: a function in a C file, a story's folder, the words of a check in a browser scenario.  With LOGS, the
directory of a whole run of ./test, each of them also ran there and passed: a word that stands in a file shows nothing.
Says how many rows stand in each state.  Ends with `N passed, N failed`.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOC = (ROOT / "doc/practices.md").read_text(encoding="utf-8")
SCENARIO = {"body_map": "body", "taken_along": "along"}  # files that are called otherwise
WAITS = ("two people", "therapist", "to be written")  # what one person alone cannot have yet

passed, failed = 0, []


def lines_that_passed(logs):
    """(program or scenario, what holds) of each check of a run; the second is empty for a program that is one check."""
    for name in ("c", "clang", "browser", "web"):
        for line in (logs / f"{name}.log").read_text(encoding="utf-8").splitlines():
            if line.startswith("ok  "):
                program, _, what = line[4:].strip().partition(": ")
                yield program, what


RAN = list(lines_that_passed(Path(sys.argv[1]))) if len(sys.argv) > 1 else None
RAN_PROGRAMS = {program.replace("-", "_") for program, _ in RAN or []}
RAN_NAMES = {what for _, what in RAN or []}


def check(holds, words):
    global passed
    if holds:
        passed += 1
    else:
        failed.append(words)


def file_of(name):
    """The test's file that a name in the document stands for; never the file that it tests, which has the same name."""
    for path in (f"tests/{name}", f"tests/app/{name}", f"tests/host/{name}", name):
        if path.startswith("tests/") and (ROOT / path).is_file():
            return ROOT / path
    return None


def names_in(text):
    """Yield (what, name, in file) for everything that a cell names: tests, stories, browser checks."""
    for part in re.split(r";\s+", text):
        story = re.match(r"stor(?:y|ies) (.+)", part.strip())
        inside = re.match(r"`([^`]+)`(?::\s*(.+))?", part.strip())
        browser = re.match(r"\*(\w+)\*(?::\s*(.+))?", part.strip())
        if story:
            for name in re.split(r",\s*", story[1]):
                yield "story", name.strip(), None
        elif inside and "." in inside[1]:
            names = [n.strip() for n in re.split(r",\s*", inside[2] or "")]
            names = [n for n in names if re.fullmatch(r"[a-z0-9_]{8,}", n)]
            yield "file", inside[1], "and in it" if names else None
            for name in names:
                yield "test", name, inside[1]
        elif browser:
            yield "scenario", browser[1], browser[2]


def is_there(what, name, extra):
    if what == "story":
        return (ROOT / "tests/stories" / name).is_dir()
    if what == "file":
        return file_of(name) is not None
    if what == "test":
        path = file_of(extra)
        return path is not None and re.search(rf"\b{re.escape(name)}\b", path.read_text(encoding="utf-8")) is not None
    path = ROOT / "tests/browser" / f"{SCENARIO.get(name, name)}.mjs"
    return path.is_file() and (extra or "").strip() in path.read_text(encoding="utf-8")


def has_passed(what, name, extra):
    if RAN is None:
        return True
    if what in ("story", "test"):
        return name in RAN_NAMES
    if what == "file":  # alone, its program ran; else its tests are looked for
        return extra is not None or any(program == Path(name).stem or program.endswith("_" + Path(name).stem) for program in RAN_PROGRAMS)
    return any((extra or name).strip() in line for line in RAN_NAMES | RAN_PROGRAMS)


def rows(pattern):
    for line in DOC.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if line.startswith("|") and re.fullmatch(pattern, cells[0]):
            yield cells


def practices():
    counts = {}
    seen = []
    for cells in rows(r"\d+"):
        number, title, state, _, shown = (cells + [""] * 5)[:5]
        seen.append(int(number))
        kind = "works" if state.startswith("works") else "waits" if any(w in state for w in WAITS) else "not yet"
        counts[kind] = counts.get(kind, 0) + 1
        check(kind != "not yet", f"{number} {title}: {state}")
        named = list(names_in(shown))
        if kind == "works":
            check(bool(named), f"{number} {title}: works, but no test is named")
        for one in named:
            said = " ".join(str(p) for p in one if p)
            there = is_there(*one)
            check(there and has_passed(*one), f"{number} {title}: {'has not passed in this run' if there else 'there is no'}: {said}")
    check(seen == list(range(1, 77)), f"the rows are not 1 to 76: {seen}")
    return counts


def topics():
    seen = [cells[0] for cells in rows(r"R\d+")]
    check(seen == [f"R{n}" for n in range(1, 21)], f"the rows are not R1 to R20: {seen}")
    for cells in rows(r"R\d+"):
        state = cells[2]
        check(state.startswith("works") or any(w in state for w in WAITS), f"{cells[0]} {cells[1]}: {state}")


counts = practices()
topics()
print("practices:", ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
for words in failed:
    print("--- failed:", words)
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
