package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplerJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Sampler> samplers() {
    return Stream.of(
        Sgld.defaults(),
        new Sgld(1e-4, 64),
        new Sgld(0, 10, new RmsProp(0.9, 3)),
        Mala.defaults(),
        new Mala(0.25),
        Nuts.defaults(),
        new Nuts(0.1, 7, 0.9),
        Sgnht.defaults(),
        new Sgnht(0.1, 32, 0.5));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void settingsSurviveJson(Sampler sampler) throws JsonProcessingException {
    assertEquals(sampler, JSON.readValue(JSON.writeValueAsString(sampler), Sampler.class));
  }

  @Test
  void settingsWrittenBeforeThereWasAPreconditionerAreRead() throws JsonProcessingException {
    String former = "{\"type\":\"sgld\",\"stepSize\":1.0E-4,\"batch\":64}";
    assertEquals(new Sgld(1e-4, 64), JSON.readValue(former, Sampler.class));
  }

  @Test
  void settingsThatAreOutOfBoundsAreRefused() {
    String wrong = "{\"type\":\"nuts\",\"stepSize\":0,\"maxDepth\":0,\"target\":0.8}";
    assertThrows(JsonProcessingException.class, () -> JSON.readValue(wrong, Sampler.class));
  }
}
