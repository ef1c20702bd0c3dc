"""One Gloo rank of bench/allreduce.ts.

    gloo_allreduce.py RANK RANKS STORE_FILE

Answers `run BYTES COUNT` lines with the times of COUNT sums in ms; each has a new input and begins behind a barrier.
"""

import json
import os
import sys
import time

os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")

import torch
import torch.distributed as dist

rank, ranks, store = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
torch.set_num_threads(1)
dist.init_process_group("gloo", init_method=f"file://{store}", rank=rank, world_size=ranks)
tensors = {}


def run(length, turn):
    tensor = tensors.setdefault(length, torch.empty(length))
    tensor.fill_((rank + 1) * 0.125 + turn)
    dist.barrier()
    began = time.perf_counter()
    dist.all_reduce(tensor)
    took = (time.perf_counter() - began) * 1000
    expected = ranks * (ranks + 1) / 2 * 0.125 + turn * ranks
    assert tensor[0].item() == expected and tensor[-1].item() == expected, (tensor[0].item(), expected)
    return took


def say(message):
    print(json.dumps(message), flush=True)


say({"ready": True, "version": f"torch {torch.__version__}"})
for line in sys.stdin:
    _, size, count = line.split()
    say({"ms": [run(int(size) // 4, turn % 100) for turn in range(int(count))]})
dist.destroy_process_group()
