/**
 * What the library costs: {@link cusp.bench.Bench} runs the suites behind {@code ./cusp bench}.
 * Rates are medians of timed loops, since that is how the peers measure theirs; allocation is
 * measured by JMH.
 */
package cusp.bench;
