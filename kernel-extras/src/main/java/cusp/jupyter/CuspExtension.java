package cusp.jupyter;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * Sets JJava up for the library, which finds this class by its service file.
 *
 * <p>It names no class but the kernel's, so that it can be made, and can say what is missing, also
 * where the library is not on the class path.
 */
public final class CuspExtension implements Extension {

  /** Imports, views and progress. Never throws: what an extension throws ends the kernel. */
  @Override
  public void install(BaseKernel kernel) {
    try {
      JJava.connect(kernel);
    } catch (Exception | LinkageError e) {
      // Not by Notebook, which may be what is missing.
      String reason = e.toString().replaceAll("\\s+", " ");
      System.err.println("cusp: the notebook is not set up, because of " + reason);
    }
  }
}
