"""A contender's side of bench/step.ts: says when it is ready, then times steps on request."""

import json
import sys
import time


def serve(step, version):
    """Answers `run K` lines with the times of K steps, in ms. The second step is not measured: frameworks still settle in it."""
    first_ms = _timed(step)
    _timed(step)
    _say({"ready": True, "firstStepMs": first_ms, "version": version})
    for line in sys.stdin:
        _say({"ms": [_timed(step) for _ in range(int(line.split()[1]))]})


def _timed(step):
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1000


def _say(message):
    print(json.dumps(message), flush=True)
