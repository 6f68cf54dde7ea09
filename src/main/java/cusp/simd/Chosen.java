package cusp.simd;

/** The choice of implementation, made once; {@code -Dcusp.simd=plain} asks for the plain loops. */
final class Chosen {
  static final Kernels KERNELS = choose();

  private Chosen() {}

  private static Kernels choose() {
    if (!"plain".equals(System.getProperty("cusp.simd"))) {
      Kernels vector = vector();
      if (vector != null) {
        return vector;
      }
    }
    return new PlainKernels();
  }

  /** The Vector API implementation, or null where its module is not among the resolved ones. */
  static Kernels vector() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return null;
    }
    try {
      return Class.forName("cusp.simd.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // A JDK whose incubator differs from the one compiled against: slower, but right.
      return null;
    }
  }
}
