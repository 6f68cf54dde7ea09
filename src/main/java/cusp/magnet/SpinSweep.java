package cusp.magnet;

import cusp.base.Interrupts;

/**
 * One pass over a lattice whose first layer is held, spin by spin. There is a row of sums for every
 * state of the spins at the front; what a row holds is the subclass's.
 */
abstract class SpinSweep {
  final Elimination plan;

  /** Spins reached so far. */
  int reached;

  SpinSweep(Elimination plan) {
    this.plan = plan;
  }

  /** Begins the row of the empty front. */
  abstract void begin(int ups, int unsatisfied);

  /** Copies the rows in which the spin to be replaced is down and up. */
  abstract void load(int downRow, int upRow);

  /**
   * Makes the row of the new spin from the rows loaded.
   *
   * @param fromDown the number of bonds it leaves unsatisfied where the replaced spin is down
   * @param fromUp the same where that is up; −1 if no spin is replaced
   * @param spin 1 if the new spin is up
   */
  abstract void combine(int fromDown, int fromUp, int row, int spin);

  /** Adds a row to another and clears it. */
  abstract void move(int from, int to);

  /** Leaves everything in row 0. */
  final void sweep(int layer) {
    reached = plan.held().length;
    begin(Integer.bitCount(layer), plan.unsatisfied(layer));
    for (Elimination.Step step : plan.steps()) {
      Interrupts.endIfInterrupted("a transfer matrix");
      reach(step, layer);
      reached++;
      for (int bit : step.summed()) {
        sum(1 << bit);
      }
    }
  }

  private void reach(Elimination.Step step, int layer) {
    int bit = 1 << step.bit();
    int skipped = step.free() | bit;
    for (int state = 0; state < 1 << plan.bits(); state++) {
      if ((state & skipped) == 0) {
        load(state, state | bit);
        for (int spin = 0; spin < 2; spin++) {
          int fromDown = unsatisfied(step, state, spin, layer);
          int fromUp = step.replaces() ? unsatisfied(step, state | bit, spin, layer) : -1;
          combine(fromDown, fromUp, spin == 0 ? state : state | bit, spin);
        }
      }
    }
  }

  private static int unsatisfied(Elimination.Step step, int state, int spin, int layer) {
    int count = 0;
    for (int neighbour : step.neighbours()) {
      count += (state >> neighbour & 1) ^ spin;
    }
    for (int neighbour : step.heldNeighbours()) {
      count += (layer >> neighbour & 1) ^ spin;
    }
    return count;
  }

  private void sum(int bit) {
    for (int state = 0; state < 1 << plan.bits(); state++) {
      if ((state & bit) == 0) {
        move(state | bit, state);
      }
    }
  }
}
