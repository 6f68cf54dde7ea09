package cusp.jupyter;

import cusp.base.Progress;
import java.awt.Image;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** The JJava kernel, of which only this class and the extension know. */
final class JJava implements FrontEnd {
  private final BaseKernel kernel;

  private JJava(BaseKernel kernel) {
    this.kernel = kernel;
  }

  /** Sets up imports, views, {@code show} and progress. */
  static void connect(BaseKernel kernel) {
    kernel.evalRaw(Imports.declarations(JJava.class.getClassLoader()));
    // Views choose by the value; of the types that the kernel has views for, images get ours too.
    register(kernel.getRenderer(), Object.class);
    register(kernel.getRenderer(), Image.class);
    FrontEnd frontEnd = new JJava(kernel);
    Notebook.use(frontEnd);
    if (frontEnd.isWatched()) {
      Progress.setStandard(new ProgressBars(frontEnd));
    }
  }

  @Override
  public String show(Object value) {
    DisplayData data = kernel.getRenderer().render(value);
    String name = UUID.randomUUID().toString();
    // By the protocol's own name: the method for it has another signature in newer kernels.
    data.putTransientData("display_id", name);
    Undisturbed.run(() -> kernel.display(data));
    return name;
  }

  @Override
  public void update(String name, Object value) {
    DisplayData data = kernel.getRenderer().render(value);
    Undisturbed.run(() -> kernel.getIO().display.updateDisplay(name, data));
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
