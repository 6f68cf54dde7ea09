package cusp.nn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleUnaryOperator;

/** Reverse-mode derivatives of matrices in double, as plainly as they can be written. */
final class Tape {
  private final Deque<Runnable> back = new ArrayDeque<>();

  /** A matrix and the derivative by it. */
  static final class Node {
    final double[][] value;
    final double[][] slope;

    Node(int rows, int columns) {
      value = new double[rows][columns];
      slope = new double[rows][columns];
    }

    Node(double[][] value) {
      this(value.length, value[0].length);
      for (int i = 0; i < value.length; i++) {
        this.value[i] = value[i].clone();
      }
    }

    int rows() {
      return value.length;
    }

    int columns() {
      return value[0].length;
    }
  }

  /** Goes back from a 1×1 matrix. */
  void differentiate(Node loss) {
    loss.slope[0][0] = 1;
    while (!back.isEmpty()) {
      back.pop().run();
    }
  }

  Node multiply(Node a, Node b) {
    Node c = new Node(a.rows(), b.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < b.columns(); j++) {
        for (int k = 0; k < a.columns(); k++) {
          c.value[i][j] += a.value[i][k] * b.value[k][j];
        }
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
              for (int k = 0; k < a.columns(); k++) {
                a.slope[i][k] += c.slope[i][j] * b.value[k][j];
                b.slope[k][j] += c.slope[i][j] * a.value[i][k];
              }
            }
          }
        });
    return c;
  }

  /** b is a matrix of the same shape, or a row added to each. */
  Node add(Node a, Node b) {
    Node c = new Node(a.value);
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        c.value[i][j] += b.value[b.rows() == 1 ? 0 : i][j];
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
              a.slope[i][j] += c.slope[i][j];
              b.slope[b.rows() == 1 ? 0 : i][j] += c.slope[i][j];
            }
          }
        });
    return c;
  }

  /** Each row times a row. */
  Node scale(Node a, Node gain) {
    Node c = new Node(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        c.value[i][j] = a.value[i][j] * gain.value[0][j];
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
              a.slope[i][j] += c.slope[i][j] * gain.value[0][j];
              gain.slope[0][j] += c.slope[i][j] * a.value[i][j];
            }
          }
        });
    return c;
  }

  Node map(Node a, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    Node c = new Node(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        c.value[i][j] = f.applyAsDouble(a.value[i][j]);
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
              a.slope[i][j] += c.slope[i][j] * derivative.applyAsDouble(a.value[i][j]);
            }
          }
        });
    return c;
  }

  /** Places of a matrix gathered into another shape; −1 for a zero. */
  Node gather(Node a, int[][] places) {
    Node c = new Node(places.length, places[0].length);
    int width = a.columns();
    for (int i = 0; i < places.length; i++) {
      for (int j = 0; j < places[i].length; j++) {
        int from = places[i][j];
        c.value[i][j] = from < 0 ? 0 : a.value[from / width][from % width];
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < places[i].length; j++) {
              if (places[i][j] >= 0) {
                a.slope[places[i][j] / width][places[i][j] % width] += c.slope[i][j];
              }
            }
          }
        });
    return c;
  }

  /** Softmax of each row over its first i + 1 numbers, or over all. */
  Node softmax(Node a, boolean causal) {
    Node c = new Node(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      int n = causal ? i + 1 : a.columns();
      double sum = 0;
      for (int j = 0; j < n; j++) {
        c.value[i][j] = Math.exp(a.value[i][j]);
        sum += c.value[i][j];
      }
      for (int j = 0; j < n; j++) {
        c.value[i][j] /= sum;
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            double mean = 0;
            for (int j = 0; j < a.columns(); j++) {
              mean += c.slope[i][j] * c.value[i][j];
            }
            for (int j = 0; j < a.columns(); j++) {
              a.slope[i][j] += c.value[i][j] * (c.slope[i][j] - mean);
            }
          }
        });
    return c;
  }

  /** Each row to mean 0 and variance 1. */
  Node normalize(Node a) {
    Node c = new Node(a.rows(), a.columns());
    int n = a.columns();
    double[] inverse = new double[a.rows()];
    for (int i = 0; i < a.rows(); i++) {
      double mean = 0;
      for (double x : a.value[i]) {
        mean += x / n;
      }
      double variance = 0;
      for (double x : a.value[i]) {
        variance += (x - mean) * (x - mean) / n;
      }
      inverse[i] = 1 / Math.sqrt(variance + 1e-5);
      for (int j = 0; j < n; j++) {
        c.value[i][j] = (a.value[i][j] - mean) * inverse[i];
      }
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < n; j++) {
              for (int k = 0; k < n; k++) {
                // ∂cⱼ/∂aₖ = (δⱼₖ − 1/n − cⱼcₖ/n)/σ
                double derivative =
                    ((j == k ? 1 : 0) - 1.0 / n - c.value[i][j] * c.value[i][k] / n) * inverse[i];
                a.slope[i][k] += c.slope[i][j] * derivative;
              }
            }
          }
        });
    return c;
  }

  /** The mean over chosen places of −ln. */
  Node meanOfMinusLog(Node a, int[] columns) {
    Node c = new Node(1, 1);
    for (int i = 0; i < a.rows(); i++) {
      c.value[0][0] -= Math.log(a.value[i][columns[i]]) / a.rows();
    }
    back.push(
        () -> {
          for (int i = 0; i < a.rows(); i++) {
            a.slope[i][columns[i]] -= c.slope[0][0] / a.value[i][columns[i]] / a.rows();
          }
        });
    return c;
  }

  Node meanSquare(Node a, double[] targets) {
    Node c = new Node(1, 1);
    int n = a.columns();
    for (int j = 0; j < n; j++) {
      c.value[0][0] += (a.value[0][j] - targets[j]) * (a.value[0][j] - targets[j]) / n;
    }
    back.push(
        () -> {
          for (int j = 0; j < n; j++) {
            a.slope[0][j] += c.slope[0][0] * 2 * (a.value[0][j] - targets[j]) / n;
          }
        });
    return c;
  }
}
