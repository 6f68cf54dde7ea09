package cusp.magnet;

import cusp.base.Interrupts;
import java.util.Arrays;

/**
 * What the energies of one length say of the order of its transition.
 *
 * <pre>{@code
 * var magnet = Magnet.potts(Lattice.square(8), 3);
 * var run = Simulation.swendsenWang().withSweeps(2000).run(magnet, 1.04, seed(1));
 * show(PhaseReading.of(Reweighting.of(run)));
 * }</pre>
 *
 * @param length L
 * @param temperature of the largest specific heat
 * @param width standard deviation of the energy a site there
 * @param barrier ln of the probability of two equally high peaks of the energy over that of the dip
 *     between them; 0 where there is one peak
 * @param gap distance of those peaks, in energy a site
 * @param interfaceTension the barrier over 2L^(d−1): the free energy of an interface over T, a site
 *     of it, since on a torus two of them part the phases
 * @param energies a site, at which there are
 * @param logDensities ln of their probability where the peaks are equally high, the largest being 0
 */
public record PhaseReading(
    int length,
    Measured temperature,
    Measured width,
    Measured barrier,
    Measured gap,
    Measured interfaceTension,
    double[] energies,
    double[] logDensities) {

  /**
   * Reads a reweighting of one length.
   *
   * @throws IllegalStateException if its specific heat has no maximum where its runs reach
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static PhaseReading of(Reweighting size) {
    Histograms histograms = size.histograms();
    double[] at = size.peaks(Quantity.SPECIFIC_HEAT);
    double[] width = new double[at.length];
    double[] barrier = new double[at.length];
    double[] gap = new double[at.length];
    EnergyProfile.Shape shape = EnergyProfile.Shape.of(histograms, 1 / at[0]);
    EnergyProfile whole = new EnergyProfile(histograms, 0, 1 / at[0], shape);
    for (int b = 0; b < at.length; b++) {
      Interrupts.endIfInterrupted("the study of a transition");
      width[b] = Math.sqrt(histograms.moments(b, 1 / at[b]).variance()) / histograms.sites;
      EnergyProfile profile = new EnergyProfile(histograms, b, 1 / at[0], shape);
      barrier[b] = profile.barrier();
      gap[b] = profile.gap();
    }
    Lattice lattice = size.magnet().lattice();
    double interfaces = 2 * Math.pow(lattice.length(), lattice.dimension() - 1);
    return new PhaseReading(
        lattice.length(),
        Replicates.observable(at),
        Replicates.observable(width),
        Replicates.observable(barrier),
        Replicates.observable(gap),
        Replicates.observable(Arrays.stream(barrier).map(b -> b / interfaces).toArray()),
        whole.energies(),
        whole.logDensities());
  }

  @Override
  public String toString() {
    return "L = %d: at T = %s energies are %s wide, with a barrier of %s over %s"
        .formatted(length, temperature, width, barrier, gap);
  }
}
