package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.toy.CriticalPoint;
import cusp.toy.Polygon;
import cusp.toy.Superposition;
import cusp.train.Descent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/** The kinds of the toy model of superposition. */
final class SuperpositionKinds {
  private static final int STARTS = 200;

  private SuperpositionKinds() {}

  /** Loss and gradient at a point. */
  static Map<String, Object> point(JsonNode input) {
    double[][] columns = Json.matrix(input, "W");
    double[] bias = Json.vector(input, "b");
    double[] w =
        IntStream.rangeClosed(0, columns.length)
            .mapToObj(a -> a < columns.length ? columns[a] : bias)
            .flatMapToDouble(Arrays::stream)
            .toArray();
    Superposition model = new Superposition(bias.length, columns.length);
    double[] gradient = new double[w.length];
    double loss = model.population().gradient(w, gradient);
    return Map.of(
        "L", loss,
        "grad_W", model.columns(gradient),
        "grad_b", model.parameters().values("b", gradient));
  }

  static Map<String, Object> polygon(JsonNode input) {
    Polygon polygon = Polygon.of((int) Json.number(input, "k"));
    return Map.of("l_star", polygon.length(), "b_star", polygon.bias(), "h_k", polygon.excess());
  }

  /** The loss of the model at the critical point, which its closed form has to agree with. */
  static Map<String, Object> loss(JsonNode input) {
    CriticalPoint point = criticalPoint(input);
    double loss = new Superposition(point.features(), 2).population().loss(point.point());
    if (Math.abs(loss - point.loss()) > 1e-12) {
      throw new IllegalStateException(
          "the model gives " + loss + ", the closed form " + point.loss());
    }
    return Map.of("L", loss);
  }

  static Map<String, Object> coefficient(JsonNode input) {
    CriticalPoint point = criticalPoint(input);
    double[][] hessian = new Superposition(point.features(), 2).population().hessian(point.point());
    double[] eigenvalues =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(hessian)).getEigenvalues();
    long rank = Arrays.stream(eigenvalues).filter(e -> Math.abs(e) > 1e-9).count();
    return Map.of(
        "lambda",
        point.learningCoefficient(),
        "multiplicity",
        1,
        "hessian_rank",
        rank,
        "hessian_trace_of_L",
        Arrays.stream(eigenvalues).sum());
  }

  /** The lowest loss that descents from random starts find. */
  static Map<String, Object> lowest(JsonNode input) {
    Superposition model = new Superposition((int) Json.number(input, "features"), 2);
    Objective loss = model.population();
    Descent descent = Descent.defaults();
    double lowest =
        IntStream.range(0, STARTS)
            .mapToDouble(s -> descent.from(loss, model.initial(Seed.of(s))).loss())
            .min()
            .orElseThrow();
    return Map.of("L", lowest);
  }

  private static CriticalPoint criticalPoint(JsonNode input) {
    return new CriticalPoint(
        (int) Json.number(input, "features"),
        (int) Json.number(input, "k"),
        (int) Json.number(input, "positiveDeadBiases"));
  }
}
