package cusp.posterior;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import cusp.base.Seed;

/**
 * A way to draw from a {@link LocalPosterior}: its settings, immutable.
 *
 * <pre>{@code
 * Sampler sampler = Sgld.defaults().withBatch(50);
 * var llc = LocalLearningCoefficient.defaults().withSampler(sampler);
 * }</pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sgld.class, name = "sgld"),
  @JsonSubTypes.Type(value = Sgnht.class, name = "sgnht"),
  @JsonSubTypes.Type(value = Mala.class, name = "mala"),
  @JsonSubTypes.Type(value = Nuts.class, name = "nuts"),
  @JsonSubTypes.Type(value = Tempering.class, name = "tempering")
})
public sealed interface Sampler permits Sgld, Sgnht, Mala, Nuts, Tempering {

  /**
   * A chain at its start.
   *
   * @param posterior with an objective of its own, by {@link LocalPosterior#fork()}
   * @param from where it starts
   */
  Walk walk(LocalPosterior posterior, double[] from, Seed seed);

  /** Whether the posterior itself is its stationary law; its walks then are {@link Adjusted}. */
  default boolean adjusted() {
    return false;
  }

  /** One chain in motion; not thread-safe. No step allocates. */
  interface Walk {

    /** Where the chain stands: the array itself, which the next step changes. */
    double[] position();

    /**
     * Moves on, and returns the loss L at the position that was left: of the batch for a mini-batch
     * method, of all samples otherwise.
     */
    double step();

    /** Ends what adaptation there is; draws count from here. */
    void settle();

    /** ε as it stands. */
    double stepSize();

    /**
     * The share of proposals accepted since {@link #settle()}, or their mean probability; NaN for a
     * method that accepts all.
     */
    double acceptance();

    /**
     * The estimated error of nβE[L] that the step size causes, since {@link #settle()}; 0 for a
     * method that corrects it, NaN for one that gives no estimate.
     */
    double bias();

    /**
     * Gradients of the whole objective since the walk began, those that chose the step size among
     * them; one of a batch counts as its share of all samples.
     */
    double cost();

    /**
     * tr Cov(ĝ), the total variance of ∇U with the loss on a batch, as measured where the chain
     * stood at {@link #settle()}; 0 for a method on all samples, NaN before.
     */
    double gradientNoise();

    /**
     * By what share that noise makes the temperature of the chain too high, to first order in ε and
     * as if batches were independent; 0 for a method that corrects it or has none.
     */
    double excessTemperature();

    /** Trajectories since {@link #settle()} that were broken off as numerically unstable. */
    long divergences();
  }

  /** A chain of a method whose stationary law is the posterior itself, on all samples. */
  interface Adjusted extends Walk {

    /** L where the chain stands. */
    double loss();

    /** Goes on from w, with what it has adapted. */
    void moveTo(double[] w);

    /** 0, since the step size is corrected. */
    @Override
    default double bias() {
      return 0;
    }

    /** 0, since all samples are used. */
    @Override
    default double gradientNoise() {
      return 0;
    }

    /** 0, since there is no noise of batches. */
    @Override
    default double excessTemperature() {
      return 0;
    }
  }
}
