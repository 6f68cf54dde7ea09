package cusp.simd;

import java.util.function.Supplier;

/** The choice of implementation, made once; {@code -Dcusp.simd=plain} asks for the plain loops. */
final class Chosen {
  static final Kernels KERNELS = choose(vector(), PlainKernels::new);
  static final FloatKernels FLOAT_KERNELS = choose(floatVector(), PlainFloatKernels::new);

  private Chosen() {}

  private static <T> T choose(T vector, Supplier<T> plain) {
    boolean asked = "plain".equals(System.getProperty("cusp.simd"));
    return vector == null || asked ? plain.get() : vector;
  }

  /** The Vector API implementation, or null where its module is not among the resolved ones. */
  static Kernels vector() {
    return load(Kernels.class, "cusp.simd.VectorKernels");
  }

  /** As {@link #vector}, of the loops on float32. */
  static FloatKernels floatVector() {
    return load(FloatKernels.class, "cusp.simd.VectorFloatKernels");
  }

  private static <T> T load(Class<T> type, String name) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return null;
    }
    try {
      return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      // A JDK whose incubator differs from the one compiled against: slower, but right.
      return null;
    }
  }
}
