package cusp.model;

/** Compiled expressions: immutable and shareable, run with a workspace of one's own. */
final class FormulaProgram {

  /** A piece of a program; the generated classes implement it. */
  interface Part {
    /** Computes from w and the values that earlier parts left in the workspace. */
    void run(double[] w, double[] workspace, double[] into);
  }

  /** Where the workspace holds the returned value. */
  static final int RETURNED_SLOT = 0;

  /** Where it begins to hold values shared by parts. */
  static final int FIRST_SLOT = 1;

  private final Part[] parts;
  private final int workspace;

  FormulaProgram(Part[] parts, int workspace) {
    this.parts = parts;
    this.workspace = workspace;
  }

  /** The least length of a workspace. */
  int workspace() {
    return workspace;
  }

  /** Writes the outputs into {@code into} and returns the value. */
  double run(double[] w, double[] workspace, double[] into) {
    for (Part part : parts) {
      part.run(w, workspace, into);
    }
    return workspace[RETURNED_SLOT];
  }
}
