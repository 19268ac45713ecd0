"""count.py LOG COUNTED SEEN - count the tests in a meson testlog.json

Prints every failure, then `N passed, N failed`.  cmocka says how many tests a program held; a script may say
`N passed, N failed` in its last line; anything else is one test.  COUNTED names a file of tests that an
earlier run has counted: here only their failures count.  SEEN: where to write the names that ran.
"""
import json
import re
import sys

CMOCKA_PASSED = re.compile(r"^\[  PASSED  \] (\d+) test\(s\)", re.M)
CMOCKA_FAILED = re.compile(r"^\[  FAILED  \] (\d+) test\(s\), listed below", re.M)
SCRIPT = re.compile(r"^(\d+) passed, (\d+) failed\s*\Z", re.M)


def count(text, worked):
    passed = sum(int(n) for n in CMOCKA_PASSED.findall(text))
    failed = sum(int(n) for n in CMOCKA_FAILED.findall(text))
    script = SCRIPT.search(text)
    if script:
        passed, failed = passed + int(script[1]), failed + int(script[2])
    if worked and passed + failed == 0:
        passed = 1
    if not worked and failed == 0:
        failed = 1
    return passed, failed


def main(log, counted_path, seen_path):
    with open(counted_path, encoding="utf-8") as f:
        counted = set(f.read().splitlines())
    passed = failed = 0
    with open(log, encoding="utf-8") as f, open(seen_path, "w", encoding="utf-8") as seen:
        for line in f:
            test = json.loads(line)
            text = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
            good, bad = count(text, test["result"] == "OK")
            if bad:
                print(f"--- failed: {test['name']} ({test['result']})")
                print("\n".join("    " + row for row in text.strip().splitlines()[-60:]))
            passed += good if test["name"] not in counted else 0
            failed += bad
            print(test["name"], file=seen)
    print(f"{passed} passed, {failed} failed")


main(*sys.argv[1:])
