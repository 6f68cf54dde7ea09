package cusp.jupyter;

import cusp.base.Progress;
import java.util.Map;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Sets JJava up for the library: imports, views, progress. The kernel finds it by its service file.
 */
public final class CuspExtension implements Extension {

  /** Never throws: a kernel whose extension fails at its start is dead without a word. */
  @Override
  @SuppressWarnings("CatchingUnchecked")
  public void install(BaseKernel kernel) {
    try {
      kernel.evalRaw(Imports.declarations(CuspExtension.class.getClassLoader()));
      Views.ALL.forEach(view -> register(kernel.getRenderer(), view));
      Notebook.use(JJAVA);
      Progress.setStandard(new ProgressLine(JJAVA));
    } catch (Exception | LinkageError e) {
      System.err.println("cusp: the notebook is not set up, because of " + oneLine(e));
    }
  }

  private static String oneLine(Throwable e) {
    return e.toString().replaceAll("\\s+", " ");
  }

  private static <T> void register(Renderer renderer, Views.View<T> view) {
    renderer
        .createRegistration(view.type())
        .preferring(MIMEType.TEXT_HTML, MIMEType.IMAGE_PNG, MIMEType.TEXT_PLAIN)
        .register((value, context) -> render(view.bundle().apply(value), context));
  }

  private static void render(Bundle bundle, RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_PLAIN, bundle::text);
    if (bundle.html() != null) {
      context.renderIfRequested(MIMEType.TEXT_HTML, bundle::html);
    }
    Bundle.Image image = bundle.image();
    if (image != null) {
      context.renderIfRequested(
          MIMEType.IMAGE_PNG,
          (type, out) ->
              out.putData(
                  type,
                  image.base64(),
                  Map.of("alt", image.alt(), "width", image.width(), "height", image.height())));
    }
  }

  private static final FrontEnd JJAVA =
      new FrontEnd() {
        @Override
        public String show(Object value) {
          return BaseNotebookStatics.display(value);
        }

        @Override
        public void update(String name, Object value) {
          BaseNotebookStatics.updateDisplay(name, value);
        }
      };
}
