"""Networks of PyTorch to measure against: eager, in float32, on two threads.

usage: torch_networks.py CASE SECONDS ...     any number of pairs

Each pair prints one JSON line, {"case": CASE, "steps_per_s": ...}, of a loop of that many seconds
behind a few steps that warm up. A case is one of

    mlp             modular addition, p = 53, 40 % of the pairs in one batch: 106-128-53, ReLU
    attention       two layers of attention alone: V = 64, T = 32, width 64, 4 heads, 64 sequences
    mlp-W-D         as mlp with D hidden layers of width W on 1123 pairs
    attention-W-D   as attention with width W, W/16 heads and D layers
    sgld            devinterp's SGLD on attention: batches of 64 of 2048 sequences, 2 chains

A step of the networks is a gradient and AdamW on one fixed batch; of sgld it is one draw of one
chain, the setting-up of the sampler included, as an estimate pays for it.

Measured with torch 2.15.0 and devinterp 1.3.2.
"""

import contextlib
import json
import os
import sys
import time
import warnings

import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore")
torch.set_num_threads(2)
torch.manual_seed(0)

VOCABULARY, LENGTH, BATCH = 64, 32, 64
MODULUS, PAIRS = 53, 1123


class Attention(nn.Module):
    """Causal self-attention without biases, its three projections fused into one."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width, bias=False)
        self.output = nn.Linear(width, width, bias=False)

    def forward(self, x):
        n, t, d = x.shape
        split = self.project(x).view(n, t, 3, self.heads, d // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.output(mixed.transpose(1, 2).reshape(n, t, d))


class Transformer(nn.Module):
    """Attention layers alone, each normalised before, with learned positions."""

    def __init__(self, width, heads, layers):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, width)
        self.positions = nn.Parameter(0.02 * torch.randn(LENGTH, width))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.layers = nn.ModuleList(Attention(width, heads) for _ in range(layers))
        self.last = nn.LayerNorm(width)
        self.unembedding = nn.Linear(width, VOCABULARY, bias=False)

    def forward(self, tokens):
        x = self.embedding(tokens) + self.positions
        for norm, layer in zip(self.norms, self.layers):
            x = x + layer(norm(x))
        return self.unembedding(self.last(x))


def next_token_loss(model, tokens, following):
    return F.cross_entropy(model(tokens).reshape(-1, VOCABULARY), following.reshape(-1))


def trained(model, loss, **settings):
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, **settings)

    def step():
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()

    return step


def mlp(width=128, depth=1):
    pairs = torch.cartesian_prod(torch.arange(MODULUS), torch.arange(MODULUS))
    pairs = pairs[torch.randperm(len(pairs))[:PAIRS]]
    x = F.one_hot(pairs, MODULUS).flatten(1).float()
    y = pairs.sum(1) % MODULUS
    sizes = [2 * MODULUS] + depth * [width]
    layers = [part for a, b in zip(sizes, sizes[1:]) for part in (nn.Linear(a, b), nn.ReLU())]
    model = nn.Sequential(*layers, nn.Linear(width, MODULUS))
    return trained(model, lambda: F.cross_entropy(model(x), y), weight_decay=1.0)


def attention(width=64, heads=4, layers=2):
    model = Transformer(width, heads, layers)
    tokens = torch.randint(0, VOCABULARY, (BATCH, LENGTH + 1))
    x, y = tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous()
    return trained(model, lambda: next_token_loss(model, x, y))


def rate(step, seconds, warm=5):
    for _ in range(warm):
        step()
    count, begin = 0, time.perf_counter()
    while time.perf_counter() - begin < seconds:
        step()
        count += 1
    return count / (time.perf_counter() - begin)


def sgld(seconds, chains=2):
    from devinterp.optim.sgld import SGLD
    from devinterp.slt.sampler import estimate_learning_coeff_with_summary
    from devinterp.utils import default_nbeta
    from torch.utils.data import DataLoader, TensorDataset

    model = Transformer(64, 4, 2)
    tokens = torch.randint(0, VOCABULARY, (2048, LENGTH + 1))
    data = TensorDataset(tokens[:, :-1].contiguous(), tokens[:, 1:].contiguous())
    loader = DataLoader(data, batch_size=BATCH, shuffle=True)

    def seconds_of(draws):
        begin = time.perf_counter()
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            estimate_learning_coeff_with_summary(
                model,
                loader=loader,
                evaluate=lambda model, data: (next_token_loss(model, *data), {}),
                sampling_method=SGLD,
                optimizer_kwargs=dict(lr=1e-5, localization=10.0, nbeta=default_nbeta(loader)),
                num_chains=chains,
                num_draws=draws,
                device="cpu",
                cores=1,
                verbose=False,
                online=False,
            )
        return time.perf_counter() - begin

    few = 5
    draws = max(few, int(few * seconds / seconds_of(few)))
    return chains * draws / seconds_of(draws)


def measure(case, seconds):
    kind, *numbers = case.split("-")
    numbers = [int(number) for number in numbers]
    if kind == "sgld":
        return sgld(seconds)
    if kind == "mlp":
        return rate(mlp(*numbers), seconds)
    if kind == "attention" and numbers:
        width, depth = numbers
        return rate(attention(width, width // 16, depth), seconds)
    if kind == "attention":
        return rate(attention(), seconds)
    raise SystemExit(f"no case named {case}")


for case, seconds in zip(sys.argv[1::2], sys.argv[2::2]):
    result = dict(case=case, steps_per_s=measure(case, float(seconds)))
    print(json.dumps(result), flush=True)
