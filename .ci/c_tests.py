"""c_tests.py BUILD [--quick] [--without ROOM] [--counted FILE] [WORD]... - run the C tests of a build and count their checks

A WORD that is a room (a suite of tests/*/meson.build) chooses its tests; any other keeps those with it in their name.  --quick leaves
the slow ones out.  A test that was not built has failed, and keeps no other from running.  What a program of cmocka's checks it says
itself (TAP); a test that says nothing is one check, judged by its code.  FILE holds what was counted under another compiler: of that only
failures count, and what is new is added.  Prints a line for each check, then `N passed, N failed`.
"""
import argparse
import json
import os
import re
import subprocess
import sys

TAP = re.compile(r"^(ok|not ok) \d+ (?:- )?(.+)$", re.M)
SHOWN_LINES = 60


def introspect(build, what):
    return json.loads(subprocess.check_output(["meson", "introspect", what, build]))


def rooms_of(test):
    return {suite.split(":")[-1] for suite in test["suite"]}


def chosen(tests, options):
    """Those of the rooms, with one of the words in their name."""
    rooms = set().union(*map(rooms_of, tests))
    names = [word for word in options.words if word not in rooms]
    within = set(options.words) & rooms
    for test in tests:
        has = rooms_of(test)
        if (within and not has & within) or has & set(options.without) or (options.quick and "slow" in has):
            continue
        if not names or any(name in test["name"] for name in names):
            yield test


def split_built(build, tests):
    """The names of those whose programs are there, and of the others: meson would run none at all for want of one."""
    files = {target["id"]: target["filename"] for target in introspect(build, "--targets")}
    built, absent = [], []
    for test in tests:
        # A test may be a script that is given a program to try.
        needed = [test["cmd"][0]] + [name for id in test["depends"] for name in files[id]]
        (built if all(map(os.path.exists, needed)) else absent).append(test["name"])
    return built, absent


def run(build, names):
    """Run them; what meson wrote down of each."""
    log = f"{build}/meson-logs/testlog.json"
    if os.path.exists(log):
        os.remove(log)
    # A machine that is busy with something else is no failure: a test that hangs is over in the end.
    done = subprocess.run(["meson", "test", "-C", build, "--no-rebuild", "--timeout-multiplier", "20", "--num-processes",
                           str(max(2, os.cpu_count() or 2)), *names],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    try:
        with open(log, encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except FileNotFoundError:
        print(f"--- failed: meson ran nothing\n{done.stdout[-4000:]}")
        return []


def checks_of(test):
    """Yield (name, whether it holds) for each check of a test."""
    name, worked = test["name"], test["result"] == "OK"
    said = [(f"{name}: {what}", how == "ok") for how, what in TAP.findall(test.get("stdout") or "")]
    yield from said
    if not said or (not worked and all(holds for _, holds in said)):
        yield name, worked


def show(test):
    print(f"--- failed: {test['name']} ({test['result']})")
    text = (test.get("stderr") or "") + "\n" + (test.get("stdout") or "")
    lines = [line for line in text.strip().splitlines() if not line.startswith("ok ")]
    for line in lines[-SHOWN_LINES:]:
        print("    " + line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--counted")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args()
    before = set()
    if options.counted and os.path.exists(options.counted):
        with open(options.counted, encoding="utf-8") as file:
            before = set(file.read().splitlines())

    tests = list(chosen(introspect(options.build, "--tests"), options))
    if not tests:
        print(f"--- failed: no C test has {' or '.join(options.words)} in its name")
    built, absent = split_built(options.build, tests)
    ran = run(options.build, built) if built else []
    passed, failed = [], [f"{name}: was not built" for name in absent]
    failed += [f"{name}: did not run" for name in set(built) - {test["name"].split(" / ")[-1] for test in ran}]
    for test in ran:
        test["name"] = test["name"].split(" / ")[-1]
        held = [(name, holds) for name, holds in checks_of(test) if not holds or name not in before]
        passed += [name for name, holds in held if holds]
        failed += [name for name, holds in held if not holds]
        if not all(holds for _, holds in held):
            show(test)
    for name in passed:
        print("ok  ", name)
    for name in failed:
        print("FAIL", name)
    if options.counted:
        with open(options.counted, "a", encoding="utf-8") as file:
            file.writelines(name + "\n" for name in passed)
    print(f"{len(passed)} passed, {len(failed)} failed")
    return 1 if failed or not passed + list(before) else 0


sys.exit(main())
