package cusp.jupyter;

import java.util.regex.Pattern;

/**
 * Help as HTML. Its colours follow the page, be it JupyterLab's or an exported one; a front end
 * that does not trust the notebook drops the style sheet and shows the rest.
 */
final class HelpHtml {
  /** The attribute is named twice to outweigh JupyterLab's own rules for code. */
  private static final String STYLE =
      """
      <style>
      div[data-cusp=help]{line-height:1.45}
      div[data-cusp=help][data-cusp] pre{margin:.7em 0;padding:.6em .8em;\
      overflow-x:auto;line-height:1.5;white-space:pre;word-break:normal}
      div[data-cusp=help][data-cusp] pre.highlight{border-left:3px solid;\
      border-color:var(--jp-brand-color1,var(--link,currentColor))}
      div[data-cusp=help][data-cusp] pre.highlight,\
      div[data-cusp=help][data-cusp] pre.highlight code\
      {white-space:pre;background:var(--jp-cell-editor-background,var(--wash,transparent))}
      div[data-cusp=help] .k{color:var(--jp-mirror-editor-keyword-color,var(--keyword,inherit))}
      div[data-cusp=help] .s{color:var(--jp-mirror-editor-string-color,var(--string,inherit))}
      div[data-cusp=help] .mi{color:var(--jp-mirror-editor-number-color,var(--number,inherit))}
      div[data-cusp=help] .c1{color:var(--jp-mirror-editor-comment-color,var(--soft,inherit))}
      div[data-cusp=help] :is(p,li)>code{overflow-wrap:anywhere}
      div[data-cusp=help] td{vertical-align:top}
      div[data-cusp=help] td+td{min-width:4em}
      div[data-cusp=help] td+td code{overflow-wrap:anywhere}
      div[data-cusp=help] strong>code{font-weight:700}
      div[data-cusp=help] summary{cursor:pointer}
      div[data-cusp=help]>details{margin:.7em 0}
      div[data-cusp=help]>details>summary{font-weight:600}
      div[data-cusp=help]>details>ul{list-style:none;margin:.3em 0;padding:0}
      div[data-cusp=help]>details>ul>li{margin-top:.5em}
      div[data-cusp=help] li>div{margin-left:1.4em}
      div[data-cusp=help] li details{margin:0;padding:0;border:0}
      div[data-cusp=help] li summary{font:inherit}
      </style>
      """;

  private static final int MOST_UNFOLDED = 13;
  private static final Pattern CALLED = Pattern.compile("\\w+(?=\\()");

  private final StringBuilder out =
      new StringBuilder("<div class=\"mathjax_ignore\" data-cusp=\"help\">").append(STYLE);

  private HelpHtml() {}

  static String of(HelpPage page) {
    return new HelpHtml().write(page);
  }

  private String write(HelpPage page) {
    out.append("<p><code>").append(page.kind().isEmpty() ? "" : Html.escape(page.kind()) + " ");
    out.append("<strong>").append(Html.escape(page.name())).append("</strong>");
    out.append(Html.escape(page.relations())).append("</code>");
    if (!page.place().isEmpty()) {
      out.append(" in <code>").append(Html.escape(page.place())).append("</code>");
    }
    out.append("</p>\n");
    if (!page.description().isEmpty()) {
      out.append("<div><p>").append(page.description().html()).append("</div>\n");
    }
    for (String example : page.examples()) {
      out.append("<pre class=\"highlight\"><code>").append(JavaCode.html(example));
      out.append("</code></pre>\n");
    }
    if (!page.options().isEmpty()) {
      options(page);
    }
    page.sections().forEach(this::section);
    if (!page.note().isEmpty()) {
      out.append("<p><em>").append(Html.escape(page.note())).append("</em></p>\n");
    }
    return out.append("</div>").toString();
  }

  private void options(HelpPage page) {
    boolean defaults = page.has(HelpOption::standard);
    boolean own = page.has(HelpOption::own);
    boolean meaning = page.options().stream().anyMatch(option -> !option.meaning().isEmpty());
    out.append("<table>\n<thead><tr>");
    cell("th", Html.escape(page.optionsTitle()));
    if (defaults) {
      cell("th", "default");
    }
    if (own) {
      cell("th", "here");
    }
    if (meaning) {
      cell("th", "meaning");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (HelpOption option : page.options()) {
      out.append("<tr>");
      cell("td", code(option.name()) + "<br>" + Html.escape(option.type()));
      if (defaults) {
        cell("td", code(option.standard()));
      }
      if (own) {
        String value = code(option.own());
        boolean changed = defaults && !option.own().equals(option.standard());
        cell("td", changed ? "<strong>" + value + "</strong>" : value);
      }
      if (meaning) {
        cell("td", option.meaning().html());
      }
      out.append("</tr>\n");
    }
    out.append("</tbody>\n</table>\n");
  }

  private void cell(String element, String html) {
    out.append('<').append(element).append(element.equals("th") ? " scope=\"col\"" : "");
    out.append(" style=\"text-align:left\">").append(html).append("</").append(element).append('>');
  }

  private static String code(String text) {
    return text == null ? "" : "<code>" + Html.escape(text) + "</code>";
  }

  private void section(HelpPage.Section section) {
    int count = section.entries().size();
    out.append(count > MOST_UNFOLDED ? "<details>" : "<details open=\"open\">");
    out.append("<summary>").append(Html.escape(section.title()));
    out.append(count > MOST_UNFOLDED ? " (" + count + ")" : "").append("</summary>\n<ul>\n");
    section.entries().forEach(this::entry);
    out.append("</ul></details>\n");
  }

  private void entry(HelpPage.Entry entry) {
    String call = CALLED.matcher(code(entry.code())).replaceAll("<strong>$0</strong>");
    out.append("<li>").append(entry.code().isEmpty() ? "" : call);
    StringBuilder more = new StringBuilder(entry.more().html());
    for (Prose thrown : entry.thrown()) {
      more.append("<p>Throws ").append(thrown.html()).append("</p>");
    }
    String summary = entry.summary().html();
    if (!more.isEmpty()) {
      out.append("<div><details><summary>").append(summary.isEmpty() ? "more" : summary);
      out.append("</summary>").append(more).append("</details></div>");
    } else if (!summary.isEmpty()) {
      out.append("<div>").append(summary).append("</div>");
    }
    out.append("</li>\n");
  }
}
