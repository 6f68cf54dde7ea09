package cusp.magnet;

/**
 * Thermal means at one temperature: those from which every {@link Quantity} follows.
 *
 * @param beta 1/T
 * @param sites N
 * @param energy ⟨E⟩ of the whole magnet
 * @param variance ⟨E²⟩ − ⟨E⟩²
 * @param m1 ⟨|m|⟩
 * @param m2 ⟨m²⟩
 * @param m4 ⟨m⁴⟩
 * @param slope1 d⟨|m|⟩/dβ = ⟨|m|⟩⟨E⟩ − ⟨|m|E⟩
 * @param slope2 d⟨m²⟩/dβ
 * @param slope4 d⟨m⁴⟩/dβ
 */
record Moments(
    double beta,
    double sites,
    double energy,
    double variance,
    double m1,
    double m2,
    double m4,
    double slope1,
    double slope2,
    double slope4) {}
