package cusp.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops on the Vector API; compiled apart and loaded by name, since its module is an incubator.
 */
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final VectorSpecies<Long> WORDS = LongVector.SPECIES_PREFERRED;

  /** Digits behind which one word in sixty still has a spin to decide, word by word. */
  private static final int VECTOR_DIGITS = 12;

  @Override
  public String name() {
    return "Vector API, " + LANES + " lanes of double";
  }

  @Override
  public int lanes() {
    return LANES;
  }

  /**
   * Σ of the lanes from first to last. The order of {@code reduceLanes} is unspecified, and on
   * newer releases compiled code adds in another one than interpreted code: a seed's bits would
   * depend on when the compiler came in. The lanes are written out, since only a constant index is
   * fast.
   */
  static double sum(DoubleVector v) {
    double sum = v.lane(0);
    if (LANES > 1) {
      sum += v.lane(1);
    }
    if (LANES > 2) {
      sum += v.lane(2);
      sum += v.lane(3);
    }
    if (LANES > 4) {
      sum += v.lane(4);
      sum += v.lane(5);
      sum += v.lane(6);
      sum += v.lane(7);
    }
    for (int i = 8; i < LANES; i++) {
      sum += v.lane(i);
    }
    return sum;
  }

  @Override
  public double reconstruct(
      double[] values,
      int from,
      int to,
      int row,
      int stride,
      double[] gram,
      double[] bias,
      double[] identity,
      double[] gradGram,
      double[] gradBias) {
    double sum = 0;
    // No vector of zeros is shared between the blends and the sums: on JDK 17 it then was, in half
    // of the runs, allocated anew at every call.
    for (int block = 0; block < stride; block += LANES) {
      DoubleVector gains = DoubleVector.fromArray(SPECIES, gram, row + block);
      DoubleVector b = DoubleVector.fromArray(SPECIES, bias, block);
      DoubleVector targets = DoubleVector.fromArray(SPECIES, identity, row + block);
      DoubleVector squares = DoubleVector.broadcast(SPECIES, 0.0);
      DoubleVector byGain = DoubleVector.fromArray(SPECIES, gradGram, row + block);
      DoubleVector byBias = DoubleVector.fromArray(SPECIES, gradBias, block);
      for (int k = from; k < to; k++) {
        DoubleVector mu = DoubleVector.broadcast(SPECIES, values[k]);
        DoubleVector before = gains.fma(mu, b);
        // Blends where one expects max(0): Java's maximum takes five instructions for its rules on
        // NaN.
        VectorMask<Double> dead = before.compare(VectorOperators.LE, 0.0);
        DoubleVector r = before.blend(0.0, dead).sub(targets.mul(mu));
        DoubleVector live = r.blend(0.0, dead);
        squares = r.fma(r, squares);
        byGain = live.fma(mu, byGain);
        byBias = byBias.add(live);
      }
      byGain.intoArray(gradGram, row + block);
      byBias.intoArray(gradBias, block);
      sum += sum(squares);
    }
    return sum;
  }

  @Override
  public void multiplyAdd(
      int m,
      int n,
      int k,
      double[] a,
      int aFrom,
      int aRow,
      int aStep,
      double[] b,
      int bRow,
      double[] c,
      int cFrom,
      int cRow) {
    VectorProduct.add(m, n, k, a, aFrom, aRow, aStep, b, bRow, c, cFrom, cRow);
  }

  @Override
  public double rectify(
      int nodes, double[] w, double[] samples, int stride, double[] scratch, double[] gradient) {
    return VectorRectify.pass(nodes, w, samples, stride, scratch, gradient);
  }

  @Override
  public void tanh(double[] values, int count) {
    VectorTanh.apply(values, count);
  }

  /** No multiply-add is fused: the bits are those of the plain loop, which does the rest. */
  @Override
  public void adam(
      double[] w,
      double[] gradient,
      double[] memory,
      double beta1,
      double beta2,
      double epsilon,
      double shrink,
      double rate) {
    int d = w.length;
    int i = 0;
    for (; i + LANES <= d; i += LANES) {
      DoubleVector g = DoubleVector.fromArray(SPECIES, gradient, i);
      DoubleVector mean =
          DoubleVector.fromArray(SPECIES, memory, i).mul(beta1).add(g.mul(1 - beta1));
      DoubleVector square =
          DoubleVector.fromArray(SPECIES, memory, d + i).mul(beta2).add(g.mul(1 - beta2).mul(g));
      mean.intoArray(memory, i);
      square.intoArray(memory, d + i);
      DoubleVector.fromArray(SPECIES, w, i)
          .mul(shrink)
          .sub(mean.mul(rate).div(square.sqrt().add(epsilon)))
          .intoArray(w, i);
    }
    PlainKernels.adam(i, w, gradient, memory, beta1, beta2, epsilon, shrink, rate);
  }

  @Override
  public void flip(
      long[] spins,
      long[] others,
      int from,
      int to,
      int row,
      long[] upper,
      long[] digits,
      long[] random,
      long[] open) {
    for (int i = from; i < to; i += LANES) {
      flip(spins, others, i, row, upper, digits, random, open);
    }
    for (int i = from; i < to; i++) {
      if (open[i] != 0) {
        PlainKernels.decide(
            spins, others, i, row, upper, digits, VECTOR_DIGITS, random, LANES, open);
      }
    }
  }

  /**
   * One vector of words, by the first digits alone: to ask after each whether all is decided would
   * cost more than the digits. Nothing here is taken out into a method, which the compiler would
   * not put back and so allocate every vector.
   */
  private static void flip(
      long[] spins,
      long[] others,
      int i,
      int row,
      long[] upper,
      long[] digits,
      long[] random,
      long[] open) {
    LongVector r0 = LongVector.fromArray(WORDS, random, 0);
    LongVector r1 = LongVector.fromArray(WORDS, random, LANES);
    LongVector r2 = LongVector.fromArray(WORDS, random, 2 * LANES);
    LongVector r3 = LongVector.fromArray(WORDS, random, 3 * LANES);
    LongVector s = LongVector.fromArray(WORDS, spins, i);
    LongVector near = LongVector.fromArray(WORDS, others, i);
    LongVector down =
        near.lanewise(VectorOperators.LSHL, 1)
            .or(LongVector.fromArray(WORDS, others, i - 1).lanewise(VectorOperators.LSHR, 63));
    LongVector up =
        near.lanewise(VectorOperators.LSHR, 1)
            .or(LongVector.fromArray(WORDS, others, i + 1).lanewise(VectorOperators.LSHL, 63));
    LongVector turn =
        down.lanewise(VectorOperators.XOR, up).and(LongVector.fromArray(WORDS, upper, i));
    LongVector a = s.lanewise(VectorOperators.XOR, near);
    LongVector b = s.lanewise(VectorOperators.XOR, down).lanewise(VectorOperators.XOR, turn);
    LongVector c = s.lanewise(VectorOperators.XOR, LongVector.fromArray(WORDS, others, i - row));
    LongVector d = s.lanewise(VectorOperators.XOR, LongVector.fromArray(WORDS, others, i + row));
    // How many of a, b, c and d are set, in three binary digits, and from them each class.
    LongVector ab = a.lanewise(VectorOperators.XOR, b);
    LongVector cd = c.lanewise(VectorOperators.XOR, d);
    LongVector one = ab.lanewise(VectorOperators.XOR, cd);
    LongVector inAb = a.and(b);
    LongVector inCd = c.and(d);
    LongVector two = inAb.lanewise(VectorOperators.XOR, inCd).or(ab.and(cd));
    LongVector all4 = inAb.and(inCd);
    LongVector all3 = one.and(two);
    LongVector just2 = two.and(one.not());
    LongVector just1 = one.and(two.not());
    LongVector none = one.or(two).or(all4).not();
    LongVector not = s.not();
    LongVector class0 = none.and(not);
    LongVector class1 = just1.and(not);
    LongVector class2 = just2.and(not);
    LongVector class3 = all3.and(not);
    LongVector class4 = all4.and(not);
    LongVector class5 = none.and(s);
    LongVector class6 = just1.and(s);
    LongVector class7 = just2.and(s);
    LongVector class8 = all3.and(s);
    LongVector class9 = all4.and(s);
    LongVector undecided = LongVector.broadcast(WORDS, -1L);
    LongVector flips = LongVector.broadcast(WORDS, 0L);
    for (int k = 0; k < VECTOR_DIGITS * FLIP_CLASSES; k += FLIP_CLASSES) {
      LongVector word = r0.add(r3).lanewise(VectorOperators.ROL, 23).add(r0);
      LongVector shifted = r1.lanewise(VectorOperators.LSHL, 17);
      r2 = r2.lanewise(VectorOperators.XOR, r0);
      r3 = r3.lanewise(VectorOperators.XOR, r1);
      r1 = r1.lanewise(VectorOperators.XOR, r2);
      r0 = r0.lanewise(VectorOperators.XOR, r3);
      r2 = r2.lanewise(VectorOperators.XOR, shifted);
      r3 = r3.lanewise(VectorOperators.ROL, 45);
      LongVector digit =
          class0
              .and(digits[k])
              .or(class1.and(digits[k + 1]))
              .or(class2.and(digits[k + 2]))
              .or(class3.and(digits[k + 3]))
              .or(class4.and(digits[k + 4]))
              .or(class5.and(digits[k + 5]))
              .or(class6.and(digits[k + 6]))
              .or(class7.and(digits[k + 7]))
              .or(class8.and(digits[k + 8]))
              .or(class9.and(digits[k + 9]));
      // The first digit in which the random number differs decides.
      LongVector differs = digit.lanewise(VectorOperators.XOR, word);
      flips = flips.or(undecided.and(differs).and(digit));
      undecided = undecided.and(differs.not());
    }
    s.lanewise(VectorOperators.XOR, flips).intoArray(spins, i);
    undecided.intoArray(open, i);
    r0.intoArray(random, 0);
    r1.intoArray(random, LANES);
    r2.intoArray(random, 2 * LANES);
    r3.intoArray(random, 3 * LANES);
  }
}
