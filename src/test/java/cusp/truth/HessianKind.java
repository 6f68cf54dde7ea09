package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.model.Formula;
import java.util.Arrays;
import java.util.Map;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;

/** Value, derivatives and spectrum of a formula at a point. */
final class HessianKind implements TruthKind {
  /** Eigenvalues that are smaller than this share of the largest count as 0. */
  private static final double RANK_TOLERANCE = 1e-10;

  @Override
  public Map<String, Object> compute(JsonNode input) {
    Formula loss = Formula.of(Json.text(input, "loss"), Json.texts(input, "variables"));
    double[] point = Json.vector(input, "point");
    double[] gradient = new double[point.length];
    double value = loss.gradient(point, gradient);
    double[][] hessian = loss.hessian(point);
    double[] eigenvalues =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(hessian)).getEigenvalues();
    Arrays.sort(eigenvalues);
    double largest = Arrays.stream(eigenvalues).map(Math::abs).max().orElse(0);
    long rank =
        Arrays.stream(eigenvalues).filter(e -> Math.abs(e) > RANK_TOLERANCE * largest).count();
    double trace = 0;
    for (int i = 0; i < hessian.length; i++) {
      trace += hessian[i][i];
    }
    return Map.of(
        "loss", value,
        "gradient", gradient,
        "hessian", hessian,
        "trace", trace,
        "eigenvalues", eigenvalues,
        "rank", rank);
  }
}
