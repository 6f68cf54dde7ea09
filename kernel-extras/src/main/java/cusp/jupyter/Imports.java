package cusp.jupyter;

import java.util.List;
import java.util.stream.Stream;

/** What cells may name without importing it, on top of what the kernel imports itself. */
final class Imports {

  /** Packages of the library, in its order, of which those are imported that exist. */
  static final List<String> LIBRARY =
      List.of(
          "cusp.base",
          "cusp.plot",
          "cusp.task",
          "cusp.model",
          "cusp.toy",
          "cusp.nn",
          "cusp.train",
          "cusp.landscape",
          "cusp.posterior",
          "cusp.singular",
          "cusp.magnet",
          "cusp.process",
          "cusp.circuit",
          "cusp.develop",
          "cusp.phase");

  static final List<String> OTHERS =
      List.of(
          "java.nio.file",
          "java.util.function",
          "java.util.stream",
          "org.knowm.xchart",
          "tech.tablesaw.api");

  /** Names that two packages have, and the one that a notebook means. */
  static final List<String> SINGLE = List.of();

  /**
   * Of ND4J, whose packages hold hundreds of types, the four that notebooks with arrays or graphs
   * name.
   */
  static final List<String> ARRAYS =
      List.of(
          "org.nd4j.autodiff.samediff.SameDiff",
          "org.nd4j.linalg.api.buffer.DataType",
          "org.nd4j.linalg.api.ndarray.INDArray",
          "org.nd4j.linalg.factory.Nd4j");

  private Imports() {}

  /** The import declarations, for the packages that this class loader sees. */
  static String declarations(ClassLoader loader) {
    // JShell refuses to import a package without classes; each of ours has at least this one.
    Stream<String> library =
        LIBRARY.stream()
            .filter(
                name -> loader.getResource(name.replace('.', '/') + "/package-info.class") != null);
    StringBuilder out = new StringBuilder();
    Stream.concat(library, OTHERS.stream())
        .forEach(name -> out.append("import ").append(name).append(".*;\n"));
    Stream.concat(SINGLE.stream(), ARRAYS.stream())
        .forEach(name -> out.append("import ").append(name).append(";\n"));
    out.append("import cusp.jupyter.LiveChart;\nimport cusp.jupyter.Slider;\n");
    return out.append("import static cusp.jupyter.Notebook.*;\n").toString();
  }
}
