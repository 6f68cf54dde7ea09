package cusp.plot;

/** One thing drawn between the axes of a plot. */
sealed interface Layer {

  String name();

  /** A line through points, or a staircase; an empty dash is solid. */
  record Curve(String name, double[] x, double[] y, boolean steps, float[] dash) implements Layer {}

  /** Unconnected markers. */
  record Dots(String name, double[] x, double[] y) implements Layer {}

  /** Markers with vertical error bars, some of them hollow. */
  record Estimates(String name, double[] x, double[] y, double[] errors, boolean[] hollow)
      implements Layer {}

  /** A shaded region between two lines. */
  record Band(String name, double[] x, double[] low, double[] high) implements Layer {}

  /** Counts between consecutive edges, of which there is one more. */
  record Bars(String name, double[] edges, double[] counts) implements Layer {}

  /** A horizontal reference. */
  record Level(String name, double y) implements Layer {}

  /** A vertical reference. */
  record Mark(String name, double x) implements Layer {}
}
