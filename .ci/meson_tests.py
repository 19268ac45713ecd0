"""What ./test asks of meson's tests.

meson_tests.py names BUILD ABSENT - print the tests whose program was built; the names of the others go to ABSENT
meson_tests.py count BUILD COUNTED - count what the last run of the tests in BUILD gave

`count` prints every failure, then `N passed, N failed`.  cmocka says how many tests a program held; a script
may say `N passed, N failed` in its last line; anything else is one test.  COUNTED is a file of the names that
were counted before, under another compiler: of those only failures count.  The new names are added to it.
"""
import json
import os
import re
import subprocess
import sys

CMOCKA_PASSED = re.compile(r"^\[  PASSED  \] (\d+) test\(s\)", re.M)
CMOCKA_FAILED = re.compile(r"^\[  FAILED  \] (\d+) test\(s\), listed below", re.M)
SCRIPT = re.compile(r"^(\d+) passed, (\d+) failed\s*\Z", re.M)
SHOWN_LINES = 60


def introspect(build, what):
    return json.loads(subprocess.check_output(["meson", "introspect", what, build]))


def names(build, absent_path):
    files = {target["id"]: target["filename"] for target in introspect(build, "--targets")}
    with open(absent_path, "w", encoding="utf-8") as absent:
        for test in introspect(build, "--tests"):
            # A test may be a script that is given a program to try.
            needed = [test["cmd"][0]] + [name for id in test["depends"] for name in files[id]]
            built = all(os.path.exists(name) for name in needed)
            print(test["name"], file=sys.stdout if built else absent)


def count_one(text, worked):
    passed = sum(int(n) for n in CMOCKA_PASSED.findall(text))
    failed = sum(int(n) for n in CMOCKA_FAILED.findall(text))
    script = SCRIPT.search(text.rstrip() + "\n")
    if script:
        passed, failed = passed + int(script[1]), failed + int(script[2])
    if worked and passed + failed == 0:
        passed = 1
    if not worked and failed == 0:
        failed = 1
    return passed, failed


def show(test, text):
    print(f"--- failed: {test['name']} ({test['result']})")
    for line in text.strip().splitlines()[-SHOWN_LINES:]:
        print("    " + line)


def count(build, counted_path):
    with open(counted_path, encoding="utf-8") as f:
        before = set(f.read().splitlines())
    passed = failed = 0
    with open(f"{build}/meson-logs/testlog.json", encoding="utf-8") as log, \
            open(counted_path, "a", encoding="utf-8") as counted:
        for line in log:
            test = json.loads(line)
            text = (test.get("stderr") or "") + "\n" + (test.get("stdout") or "")
            good, bad = count_one(text, test["result"] == "OK")
            if bad:
                show(test, text)
            passed += good if test["name"] not in before else 0
            failed += bad
            print(test["name"], file=counted)
    print(f"{passed} passed, {failed} failed")


{"names": names, "count": count}[sys.argv[1]](*sys.argv[2:])
