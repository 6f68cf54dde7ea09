package cusp.magnet;

import cusp.base.RandomStream;

/**
 * All clusters at once (Swendsen and Wang 1987). A field is a bond of each spin along it with a
 * ghost, whose cluster stays as it is.
 */
final class SwendsenWang extends SpinArray {
  private final int[] parent;
  private final boolean[] held;

  SwendsenWang(Magnet magnet, RandomStream random) {
    super(magnet, random);
    parent = new int[sites];
    held = new boolean[sites];
  }

  @Override
  void sweep() {
    join();
    hold();
    // A cluster's root is its first site, so its new state is there before it is asked for.
    for (int i = 0; i < sites; i++) {
      int root = parent[i];
      if (root != i) {
        state[i] = state[root];
      } else if (!held[i]) {
        state[i] = (byte) random.nextInt(magnet.states());
      }
    }
  }

  private void join() {
    double bond = -Math.expm1(-coupling);
    int from = bondSites();
    int first = firstBond();
    int step = bondStep();
    for (int i = 0; i < sites; i++) {
      parent[i] = i;
    }
    for (int i = 0; i < from; i++) {
      int end = (i + 1) * coordination;
      for (int j = i * coordination + first; j < end; j += step) {
        int other = neighbours[j];
        if (state[i] == state[other] && random.nextDouble() < bond) {
          int a = root(i);
          int b = root(other);
          parent[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }
  }

  private int root(int site) {
    int at = site;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Leads every site to its root, and marks the roots of what the ghost holds. */
  private void hold() {
    double bond = -Math.expm1(-2 * beta * Math.abs(field));
    int along = field > 0 ? 1 : 0;
    for (int i = 0; i < sites; i++) {
      held[i] = false;
      parent[i] = parent[parent[i]];
      if (bond > 0 && state[i] == along && random.nextDouble() < bond) {
        held[parent[i]] = true;
      }
    }
  }
}
