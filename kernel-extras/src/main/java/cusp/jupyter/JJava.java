package cusp.jupyter;

import cusp.base.Progress;
import java.awt.image.RenderedImage;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** The JJava kernel, of which only this class and the extension know. */
final class JJava implements FrontEnd {

  /** Sets up imports, views, {@code show} and progress. */
  static void connect(BaseKernel kernel) {
    kernel.evalRaw(Imports.declarations(JJava.class.getClassLoader()));
    // Views choose by the value; of the types that the kernel has views for, images get ours too.
    register(kernel.getRenderer(), Object.class);
    register(kernel.getRenderer(), RenderedImage.class);
    FrontEnd frontEnd = new JJava();
    Notebook.use(frontEnd);
    // A page for readers is executed with nobody watching, and times in it would differ at each
    // run.
    if (!"off".equals(System.getenv("CUSP_PROGRESS"))) {
      Progress.setStandard(new ProgressLine(frontEnd));
    }
  }

  @Override
  public String show(Object value) {
    return BaseNotebookStatics.display(value);
  }

  @Override
  public void update(String name, Object value) {
    BaseNotebookStatics.updateDisplay(name, value);
  }

  private static void register(Renderer renderer, Class<?> type) {
    renderer
        .createRegistration(type)
        .preferring(
            MIMEType.TEXT_HTML, MIMEType.TEXT_LATEX, MIMEType.IMAGE_PNG, MIMEType.TEXT_PLAIN)
        .register((value, context) -> render(Views.bundle(value), context));
  }

  private static void render(Bundle bundle, RenderContext context) {
    context.renderIfRequested(MIMEType.TEXT_PLAIN, bundle::text);
    if (bundle.html() != null) {
      context.renderIfRequested(MIMEType.TEXT_HTML, bundle::html);
    }
    if (bundle.latex() != null) {
      context.renderIfRequested(MIMEType.TEXT_LATEX, bundle::latex);
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
}
