#!/usr/bin/env python3
"""tests/addresses.py [ROOT] - who sees the address of a page finds the code of that page by it

The first piece of an address is the name of the folder of pages/ that holds the page's function, or of a file in that
folder: /limits/new is answered in pages/limits/, and /help in pages/ground/, where help.html is.  A template stands in the
folder of the page that is made from it, and a page's function is declared in a header of its own folder.  The few that are
elsewhere are named here.  An address that lies is mended by moving the code: people have addresses in bookmarks.  Ends
with `N passed, N failed`.
"""
import re
import sys
from pathlib import Path

# address: the folders of its functions, where the rule would not find it
ELSEWHERE = {
    "/": ("today", "gate"),  # at the door there is the gate alone
    "/here": ("today",),  # no page: the answer that keeps the session open
    "/about": ("gate",),  # words of content/texts
    "/watched": ("gate",),  # the same
    "/kind/spoken": ("media",),  # a list of recordings, as /voice is
}

ROW = re.compile(r'^\s*ROW(?:_UNGUARDED)?\((?:(?:GET|POST),)?\s*"([^"]+)",\s*\w+,\s*\w+,\s*(\w+)\)', re.M)
HANDLER = re.compile(r"^void (\w+)\(struct visit \*visit\)\n\{", re.M)
PAGE = re.compile(r"\bpage_(\w+)\(")


def files_with(pages, pattern):
    """{name: the C files of pages/ that have it}."""
    found = {}
    for path in sorted(pages.glob("*/*.c")):
        for name in pattern.findall(path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(path)
    return found


def is_declared_in(folder, function):
    declared = f"void {function}(struct visit *visit);"
    return any(declared in header.read_text(encoding="utf-8") for header in folder.glob("*.h"))


def leads_to(pages, address, folder):
    first = address.split("/")[1]
    if not first:
        return False
    if (pages / first).is_dir():
        return first == folder
    return any(path.name == first or path.stem == first for path in (pages / folder).iterdir())


def main(root):
    pages = root / "pages"
    passed, failed = 0, []

    def check(holds, words):
        nonlocal passed
        if holds:
            passed += 1
        else:
            failed.append(words)

    rows = set(ROW.findall((pages / "route.c").read_text(encoding="utf-8")))
    handlers, made = files_with(pages, HANDLER), files_with(pages, PAGE)
    elsewhere = set(ELSEWHERE)
    for address, function in sorted(rows):
        if function == "NULL":  # the app answers, and shows the page of the GET
            continue
        paths = handlers.get(function, set())
        if len(paths) != 1:
            check(False, f"{function} for {address} stands in {len(paths)} files")
            continue
        path = min(paths)
        folder = path.parent.name
        check(is_declared_in(path.parent, function), f"{function} is in pages/{folder}/, and no header there says so")
        if leads_to(pages, address, folder):
            check(True, "")
        else:
            check(folder in ELSEWHERE.get(address, ()), f"{address} is answered by {function} in pages/{folder}/, and leads elsewhere")
            elsewhere.discard(address)
    check(rows, "there is no row in pages/route.c")
    check(not elsewhere, f"named as exceptions, and need not be: {sorted(elsewhere)}")
    for path in sorted(pages.glob("*/*.html")):
        if path.name[0] != "_" and path.parent.name != "frame":
            name = path.stem.replace("-", "_")
            check(path.parent in {one.parent for one in made.get(name, set())}, f"pages/{path.parent.name}/{path.name} is shown from another folder")

    for words in failed:
        print("--- failed:", words)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)))
