package cusp.bench;

import java.util.function.Consumer;

/** Measurements that belong together and run by one name. */
interface Suite {

  /** The name on the command line. */
  String name();

  /** Whether recorded results are asked for, by -Dcusp.scale=full, which take longer. */
  static boolean full() {
    return System.getProperty("cusp.scale", "quick").equals("full");
  }

  /** Measures, and hands on each number as soon as it is there. */
  void run(Consumer<Measurement> out);
}
