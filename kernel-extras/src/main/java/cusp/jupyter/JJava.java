package cusp.jupyter;

import java.awt.image.RenderedImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/** The JJava kernel, of which only this class and the extension know. */
final class JJava implements FrontEnd {

  /** Sets up imports, views, {@code show}, progress, the stop button and errors. */
  static void connect(BaseKernel kernel) {
    kernel.evalRaw(Imports.declarations(JJava.class.getClassLoader()));
    // Views choose by the value; of the types that the kernel has views for, images get ours too.
    register(kernel.getRenderer(), Object.class);
    register(kernel.getRenderer(), RenderedImage.class);
    Notebook.connect(new JJava());
    try {
      hook(kernel);
    } catch (ReflectiveOperationException | RuntimeException e) {
      Notebook.complain("stopped cells return nothing and errors are the kernel's", e);
    }
  }

  private static void hook(BaseKernel kernel) throws ReflectiveOperationException {
    DisplayStream display = new SafeDisplay();
    Internals.set(display, "env", Internals.get(kernel.getIO().display, "env"));
    Internals.set(kernel.getIO(), "display", display);

    Object evaluator = Internals.get(kernel, "evaluator");
    CellExecutor.replaceIn(Internals.get(evaluator, "execControl"));

    AtomicInteger count = (AtomicInteger) Internals.get(kernel, "executionCount");
    CellSources sources =
        CellSources.of((JShell) Internals.get(kernel, "jShell"), () -> cell(kernel, count));
    Internals.set(kernel, "errorStyler", new Styler(sources));
  }

  /** The cell now running, or null. */
  private static CellSources.Cell cell(BaseKernel kernel, AtomicInteger count) {
    try {
      return Internals.get(kernel.getCommManager(), "context") instanceof Message<?> message
              && message.getContent() instanceof ExecuteRequest request
          ? new CellSources.Cell(count.get() - 1, request.getCode())
          : null;
    } catch (ReflectiveOperationException e) {
      return null;
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

  /** What is shown leaves by the outlet. */
  private static final class SafeDisplay extends DisplayStream {
    @Override
    public void display(DisplayData data) {
      Outlet.write(() -> super.display(data));
    }

    @Override
    public void updateDisplay(DisplayData data) {
      Outlet.write(() -> super.updateDisplay(data));
    }
  }

  /** The kernel's colours, with the notebook's words for places. */
  private static final class Styler extends StringStyler {
    private final CellSources sources;
    private final CellSources.Margin margin;

    Styler(CellSources sources) {
      this(sources, new CellSources.Margin());
    }

    private Styler(CellSources sources, CellSources.Margin margin) {
      super(CellSources.BOLD, CellSources.RED, CellSources.MARKED, margin);
      this.sources = sources;
      this.margin = margin;
    }

    @Override
    public String secondary(String line) {
      return super.secondary(sources.explain(line));
    }

    /** A trace is no source, so it has no margin. */
    @Override
    public String secondaryLine(int number, String line) {
      return secondary(line);
    }

    @Override
    public List<String> primaryLines(String source) {
      margin.begin(sources.line(source));
      return super.primaryLines(source);
    }

    @Override
    public List<String> highlightSubstringLines(String source, int start, int end) {
      margin.begin(sources.line(source));
      return super.highlightSubstringLines(source, start, end);
    }
  }
}
