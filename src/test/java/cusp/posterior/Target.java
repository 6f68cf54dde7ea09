package cusp.posterior;

import cusp.model.Box;
import cusp.model.Objective;
import java.util.function.ToDoubleFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** A posterior in a box whose means are known by quadrature, in one or two dimensions. */
enum Target {
  QUADRATIC("(x^2 + 4*y^2 + x*y)/2", 4, 1),
  QUARTIC("w^4", 1, 1.5),
  CROSSING("x^2*y^2", 30, 1),
  BANANA("((x-0.5)^2 + 8*(y-x^2)^2)/2", 3, 1.5),
  WELLS("(w^2-1)^2 + w/10", 2, 1.6);

  private static final int NODES = 60;

  private final String formula;
  private final double nBeta;
  private final double wall;

  Target(String formula, double nBeta, double wall) {
    this.formula = formula;
    this.nBeta = nBeta;
    this.wall = wall;
  }

  LocalPosterior posterior() {
    Objective objective = Objective.of(formula);
    double[] center = new double[objective.dimension()];
    return LocalPosterior.at(objective, center, nBeta).withBox(Box.of(-wall, wall));
  }

  /** The mean of a function, by a Gauss–Legendre rule in each coordinate. */
  double mean(ToDoubleFunction<double[]> function) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES, -wall, wall);
    Objective loss = Objective.of(formula);
    double[] w = new double[loss.dimension()];
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < NODES; i++) {
      w[0] = rule.getPoint(i);
      for (int j = 0; j < (w.length == 1 ? 1 : NODES); j++) {
        double weight = rule.getWeight(i);
        if (w.length == 2) {
          w[1] = rule.getPoint(j);
          weight *= rule.getWeight(j);
        }
        double density = weight * Math.exp(-nBeta * loss.loss(w));
        mass += density;
        sum += density * function.applyAsDouble(w);
      }
    }
    return sum / mass;
  }

  double meanPotential() {
    Objective loss = Objective.of(formula);
    return mean(w -> nBeta * loss.loss(w));
  }
}
