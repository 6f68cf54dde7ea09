package cusp.circuit;

/** −ln of the softmax, without overflow, and exact also where it is tiny. */
final class CrossEntropy {

  private CrossEntropy() {}

  static double of(double[] logits, int answer) {
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logits.length; c++) {
      most = c == answer ? most : Math.max(most, logits[c]);
    }
    double others = 0;
    for (int c = 0; c < logits.length; c++) {
      others += c == answer ? 0 : Math.exp(logits[c] - most);
    }
    // ln(1 + e^x) with x the log-odds of all other classes against this one.
    double odds = most - logits[answer] + Math.log(others);
    return odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds));
  }
}
