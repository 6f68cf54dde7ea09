"""NUTS of BlackJAX on a tanh network, to measure against: jitted, in float64, on one core.

usage: nuts_tanh.py HIDDEN DATA WARM_UP DRAWS CHAINS RESULT

DATA holds a sample a line, its inputs and behind them its output. The model is that of
cusp.toy.TanhNetwork with a standard normal prior on every weight; each chain starts from a draw of
the prior, adapts its step size and a diagonal mass (Stan's windows) and then draws. Prints the
seconds of all chains, one after the other, behind a run that compiles; the weights of all draws go
to RESULT, chain by chain, as big-endian doubles.

Measured with jax 0.10.2 and blackjax 1.7.1.
"""

import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import blackjax
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

hidden = int(sys.argv[1])
warm_up, draws, chains = map(int, sys.argv[3:6])
data = np.loadtxt(sys.argv[2])
x, y = jnp.asarray(data[:, :-1]), jnp.asarray(data[:, -1])
inputs = x.shape[1]


def log_density(w):
    first = w[: hidden * inputs].reshape(hidden, inputs)
    error = jnp.tanh(x @ first.T) @ w[hidden * inputs :] - y
    return -0.5 * jnp.sum(error**2) - 0.5 * jnp.sum(w**2)


@jax.jit
def chain(key):
    start, warming, sampling = jax.random.split(key, 3)
    w = jax.random.normal(start, (hidden * (inputs + 1),))
    warm = blackjax.window_adaptation(blackjax.nuts, log_density)
    (state, settings), _ = warm.run(warming, w, num_steps=warm_up)
    step = blackjax.nuts(log_density, **settings).step

    def draw(state, key):
        state, _ = step(key, state)
        return state, state.position

    return jax.lax.scan(draw, state, jax.random.split(sampling, draws))[1]


chain(jax.random.key(0)).block_until_ready()
begin = time.perf_counter()
result = [chain(jax.random.key(c + 1)).block_until_ready() for c in range(chains)]
print(time.perf_counter() - begin)
np.stack(result).astype(">f8").tofile(sys.argv[6])
