package cusp.bench;

import java.util.function.Consumer;

/** Measurements that belong together and run by one name. */
interface Suite {

  /** The name on the command line. */
  String name();

  /** Measures, and hands on each number as soon as it is there. */
  void run(Consumer<Measurement> out);
}
