#!/usr/bin/env python3
"""Record runs of the reference planner, for tests/core/offers/belief.c to compare with.

  belief_record.py BENCH_DIRECTORY > tests/core/offers/belief_runs.txt

BENCH_DIRECTORY holds model.py and library.py of the planner bench.  A run is lines of whole numbers:
  client LINE | activity DIMENSION CONTACT INTENSITY MINUTES TOGETHER ZONE TAGS | ease KIND WHICH ANSWER
  report DAY ACTIVITY PEAK PLEASANT COMPLETED SLEEP STRESS WEATHER (-1: not said)
  guess DAY ACTIVITY SLEEP STRESS WEATHER = MEAN SD PROBABILITY      (what the reference says; not clipped)
"""
import sys

sys.path.insert(0, sys.argv[1])
import numpy as np                                           # noqa: E402
from library import DIMS, TAGS, ZONES, make_library          # noqa: E402
from model import Planner, hard_day                          # noqa: E402

OURS = dict(touch=1, pressure=2, temperature=3, texture=4, closeness=5, sound=6, breath=7)


def state_of(v):
    return {k: None if x < 0 else int(x) for k, x in zip(("sleep", "stress", "weather"), v)}


def run(seed, line, n, days):
    g = np.random.default_rng(seed)
    lib = make_library(n, seed)
    intake = dict(dim={d: int(g.integers(0, 11)) for d in DIMS}, zone={"hands": int(g.integers(0, 11)), "torso": 3}, together=int(g.integers(0, 11)), alone=8)
    print("client %d" % line)
    for a in lib:
        print("activity %d %d %d %d %d %d %d" % (OURS[a["dim"]], a["contact"], a["intensity"], a["minutes"], a["together"],
                                              ZONES.index(a["zone"]), sum(1 << (TAGS.index(t) + 1) for t in a["tags"])))
    p = Planner()
    p.init(lib=lib, boundaries={}, tolerance=line, intake=intake)
    for d, v in intake["dim"].items():
        print("ease 0 %d %d" % (OURS[d], v))
    for z, v in intake["zone"].items():
        print("ease 1 %d %d" % (ZONES.index(z), v))
    print("ease 2 1 %d\nease 2 0 %d" % (intake["together"], intake["alone"]))
    for day in range(days):
        said = [int(x) if g.random() < .8 else -1 for x in g.integers(0, 11, 3)]
        st = state_of(said)
        p._advance(day)
        mu, var, _ = p._moments(st)
        q = p._p(mu, var)
        for a in g.choice(n, 4, replace=False):
            print("guess %d %d %d %d %d = %.17g %.17g %.17g" % (day, a, *said, mu[a], (var[a] + p.R) ** .5, q[a]))
        if g.random() < .7:
            a = int(g.integers(n))
            peak = int(np.clip(5 * round((mu[a] + 14 * g.normal()) / 5), 0, 100))
            done, pl = int(g.random() < .85), int(g.integers(0, 11))
            print("report %d %d %d %d %d %d %d %d" % (day, a, peak, pl, done, *said))
            p.observe(day=day, id=lib[a]["id"], offered=True, peak=peak, pleasant=pl, completed=bool(done), state=st)


for args in ((11, 55, 30, 60), (12, 40, 24, 50), (13, 65, 40, 60)):
    run(*args)
