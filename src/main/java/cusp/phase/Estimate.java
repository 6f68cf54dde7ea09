package cusp.phase;

/**
 * A number with what sampling leaves open.
 *
 * @param value the number
 * @param error its standard error, 0 where it is not sampled
 */
record Estimate(double value, double error) {}
