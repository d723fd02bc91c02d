#!/usr/bin/env python3
"""Test sets as raw bytes for the Java bench. usage: make_sets.py DATA_DIR RTEST_PREFIX SUBSET_LABELS_CSV OUT_DIR"""
import csv, sys
import numpy as np
data, rtest, sub, out = sys.argv[1:5]
x, y = np.load(data + "/test32.npy"), np.load(data + "/test_y.npy").astype(np.uint8)
names = {n: i for i, n in enumerate(np.load(data + "/test_name.npy"))}
put = lambda n, a, b: (a.tofile(f"{out}/{n}.rgb"), b.astype(np.uint8).tofile(f"{out}/{n}.lab"))
put("test", x, y)
put("testfull", np.load(data + "/test32full.npy"), y)
ids = [names[r["file"]] for r in csv.DictReader(open(sub))]
put("gtsrb430", x[ids], y[ids])
r = np.fromfile(rtest + ".rgb", np.uint8)
put("rtest", r, np.loadtxt(rtest + ".csv", delimiter=",", skiprows=1, usecols=0))
print(len(ids), len(r) // 3072)
