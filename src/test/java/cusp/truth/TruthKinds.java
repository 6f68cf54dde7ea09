package cusp.truth;

import java.util.Map;

/** The kinds of case that the library covers. */
final class TruthKinds {
  static final Map<String, TruthKind> COVERED =
      Map.ofEntries(
          Map.entry("ar1", new AutoregressionKind()),
          Map.entry("chains", new ChainsKind()),
          Map.entry("hessian", new HessianKind()),
          Map.entry("unadjusted-langevin-quadratic", new LangevinKind()));

  private TruthKinds() {}
}
