package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task of a sweep is settings and a seed: a trainer is written and read by a strict mapper. */
class SettingsJsonTest {

  static Stream<Trainer> trainers() {
    return Stream.of(
        Trainer.sgd(0.005).withBatch(20).withEpochs(4_500).withMomentum(0.9),
        Trainer.adam(1e-3).withSteps(77).withSchedule(Schedule.cosine().withWarmUp(10)),
        Trainer.adamW(1e-3, 0.1).withCheckpoints(CheckpointPlan.even(7)));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void settingsSurviveJson(Trainer trainer) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    assertEquals(trainer, json.readValue(json.writeValueAsString(trainer), Trainer.class));
  }
}
