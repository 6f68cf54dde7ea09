package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Mala;
import cusp.toy.DeepLinear;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results are kept as JSON, with their settings and seed, and read again. */
class ResultsJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Seed SEED = Seed.of(0);

  static Stream<Object> results() {
    Objective loss = Objective.of("x^2*y^2");
    double[] center = new double[2];
    LocalLearningCoefficient llc =
        LocalLearningCoefficient.defaults()
            .withNBeta(100)
            .withDraws(300)
            .withMask(new boolean[] {true, false})
            .withPrior(Prior.normal(0, 1));
    DeepLinear net = DeepLinear.of(2, 1, 2);
    return Stream.of(
        llc.estimate(loss, center, SEED),
        llc.withSampler(Mala.defaults().withStepSize(1e9)).estimate(loss, center, SEED),
        llc.calibrate(loss, center, SEED),
        TemperatureLadder.between(10, 1e3)
            .withBox(Box.of(-1, 1))
            .withDraws(300)
            .estimate(loss, center, SEED),
        LayerwiseGibbs.defaults().withNBeta(100).withDraws(50).estimate(net, net.planted(1), SEED));
  }

  @ParameterizedTest
  @MethodSource("results")
  void whatIsWrittenIsReadAgain(Object result) throws JsonProcessingException {
    String written = JSON.writeValueAsString(result);
    Object read = JSON.readValue(written, result.getClass());
    assertEquals(JSON.readTree(written), JSON.readTree(JSON.writeValueAsString(read)));
    assertEquals(result.toString(), read.toString());
  }
}
