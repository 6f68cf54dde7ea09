/**
 * The words that every result uses: {@link cusp.base.Seed} names random streams, {@link
 * cusp.base.Verdict} says whether a number may be read, {@link cusp.base.Parallel} runs independent
 * tasks with results that do not depend on the threads.
 */
package cusp.base;
