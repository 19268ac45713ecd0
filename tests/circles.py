#!/usr/bin/env python3
"""tests/circles.py - no file comes back to itself, neither by what it includes nor by what it calls

  circles.py includes ROOT FOLDER...   the .c and .h files below folders of ROOT; a .c and its own .h count as one
  circles.py calls ARCHIVE...          the objects in static libraries, by the names that they define and use

What several files share in one header can hide that they call each other, so both are asked.  Prints each circle with
what holds it together, then how many files were looked at; the exit code says whether there was no circle.
"""
import re
import subprocess
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)


def by_includes(root, folders):
    """{file: {other file: names}}, without endings, of what the files of our own include of each other."""
    graph = {}
    for folder in folders:
        for path in sorted((root / folder).rglob("*.[ch]")):
            here = path.relative_to(root).with_suffix("").as_posix()
            to = graph.setdefault(here, {})
            for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                there = Path(name).with_suffix("").as_posix()
                if there != here and (root / name).is_file():
                    to.setdefault(there, []).append(name)
    return graph


def by_calls(archives):
    """{object: {other object: names}} of what the objects of these libraries use of each other."""
    graph, defined, used = {}, {}, []
    told = subprocess.run(["nm", "-A", "-P", *archives], capture_output=True, text=True, check=True).stdout
    for line in told.splitlines():
        path, name, sort = re.match(r".*\[(.+)\]: (\S+) (\S)", line).groups()
        here = Path(path).parent.name.split(".")[0] + "/" + Path(path).name
        graph.setdefault(here, {})
        if sort in "TDRBC":
            defined[name] = here
        elif sort == "U" and not name.startswith("__"):  # a sanitizer's begin so, and each object has its own
            used.append((here, name))
    for here, name in used:
        there = defined.get(name, here)
        if there != here:
            graph[here].setdefault(there, []).append(name)
    return graph


def circles(graph):
    """The largest sets of two files or more in which each leads to each (R. Tarjan, 1972)."""
    order, low, stack, found = {}, {}, [], []

    def walk(here):
        order[here] = low[here] = len(order)
        stack.append(here)
        for there in graph.get(here, {}):
            if there not in order:
                walk(there)
                low[here] = min(low[here], low[there])
            elif there in stack:
                low[here] = min(low[here], order[there])
        if low[here] == order[here]:
            at = stack.index(here)
            if len(stack) - at > 1:
                found.append(stack[at:])
            del stack[at:]

    for start in graph:
        if start not in order:
            walk(start)
    return found


def main(args):
    if len(args) > 2 and args[0] == "includes":
        graph = by_includes(Path(args[1]), args[2:])
    elif len(args) > 1 and args[0] == "calls":
        graph = by_calls(args[1:])
    else:
        sys.exit(__doc__)
    found = circles(graph)
    for circle in found:
        print(f"a circle of {len(circle)}:")
        for here in sorted(circle):
            for there in sorted(set(graph[here]) & set(circle)):
                print(f"  {here} -> {there}: {', '.join(sorted(graph[here][there]))}")
    print(f"{len(graph)} files, {len(found)} circles")
    return 1 if found or not graph else 0


sys.exit(main(sys.argv[1:]))
