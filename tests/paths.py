#!/usr/bin/env python3
"""tests/paths.py [ROOT] - a file that a comment or a document names is there, and what it is said to hold is in it

What is written `core/log/event.h` and the like, in documents and in the text of every room.  Capitals stand for something
else (NAME, ID); what the build makes is named here.  Of `app/handle.c: app_lock` both are looked for, and of
`serve.c: clear_request` the name in a file of that name.  Ends with `N passed, N failed`.
"""
import re
import sys
from pathlib import Path

FOLDERS = ("app", "base", "content", "core", "doc", "host", "pages", "seal", "tests", "tools", "wire")
MADE = {"pages/templates.h", "pages/templates_shared.h", "content/reading-pack.html"}
ENDS = "build|c|css|h|html|js|md|mjs|py|sh|story|txt"
# Tests of the build's own programs write small trees of their own; these name what they break on purpose.
APART = ("tests/tools/", "tests/fuzz/corpus/", "tests/browser/node_modules/", "tests/rooms.sh")

NAMED = re.compile(rf"(?<![\w/.-])((?:{'|'.join(FOLDERS)})/[\w/-]+(?:\.[\w-]+)*\.(?:{ENDS}))(?![\w-])")
PLACE = re.compile(r"[A-Z]{2,}")
HELD = re.compile(rf"`([\w/-]+(?:\.[\w-]+)*\.(?:{ENDS})): (?:struct |enum )?(\w+)`")


def texts(root):
    yield from (path for path in root.iterdir() if path.suffix == ".md" or path.name in ("run", "test"))
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            # Meson's own paths are of its folder, and Meson finds those that are not there.
            if path.suffix[1:] in ENDS.split("|") and path.suffix != ".build" and not name.startswith(APART):
                yield path


def holds(files, file, name):
    named = [text for path, text in files.items() if f"/{path}".endswith(f"/{file}")]
    return any(re.search(rf"\b{name}\b", text) for text in named)


def main(root):
    passed, failed = 0, []
    files = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in texts(root)}
    for path, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            for name in NAMED.findall(line):
                if name in MADE or PLACE.search(name) or (root / name).is_file():
                    passed += 1
                else:
                    failed.append(f"{path}:{number} names {name}, which is not there")
            for file, name in HELD.findall(line):
                if holds(files, file, name):
                    passed += 1
                else:
                    failed.append(f"{path}:{number} names {name}, which is not in {file}")
    for words in failed:
        print("--- failed:", words)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed or not passed else 0


sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)))
