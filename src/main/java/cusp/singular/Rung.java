package cusp.singular;

/**
 * What was drawn at one temperature of a ladder.
 *
 * <pre>{@code
 * var ladder = TemperatureLadder.between(10, 1000).withBurnIn(500).withDraws(500);
 * for (Rung rung : ladder.estimate(Objective.of("x^4"), new double[1], seed(1)).rungs()) {
 *   show(rung.excess() + " ± " + rung.standardError() + " at nβ = " + rung.nBeta());
 * }
 * }</pre>
 *
 * @param nBeta nβ
 * @param excess nβ (E[L] − L(w*)), the estimate of λ at this temperature
 * @param standardError of it, from the autocorrelated chains
 * @param freeEnergy F(nβ) − nβ L(w*), above the free energy at nβ = 0 or, where the ladder does not
 *     begin there, at its lowest rung
 * @param freeEnergyError sampling error of it, one standard deviation
 * @param integrationError of it, from the finite distances of the rungs
 * @param rHat of nβ L over the ensembles
 * @param ess effective sample size for its mean
 */
public record Rung(
    double nBeta,
    double excess,
    double standardError,
    double freeEnergy,
    double freeEnergyError,
    double integrationError,
    double rHat,
    double ess) {}
