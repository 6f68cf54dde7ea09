package cusp.jupyter;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads a comment that the compiler has parsed. */
final class DocReader {
  private final DocTrees trees;
  private final UnaryOperator<String> constants;
  private final List<String> examples = new ArrayList<>();

  /**
   * For one comment.
   *
   * @param constants the value of the constant that {@code @value} names
   */
  DocReader(DocTrees trees, UnaryOperator<String> constants) {
    this.trees = trees;
    this.constants = constants;
  }

  DocComment read(DocCommentTree comment) {
    Prose summary = prose(comment.getFirstSentence());
    Prose rest = prose(comment.getBody());
    Map<String, Prose> params = new LinkedHashMap<>();
    Map<String, Prose> thrown = new LinkedHashMap<>();
    List<Prose> see = new ArrayList<>();
    Prose returns = Prose.NONE;
    for (DocTree tag : comment.getBlockTags()) {
      if (tag instanceof ParamTree param) {
        String name = param.getName().toString();
        params.put(
            param.isTypeParameter() ? "<" + name + ">" : name, prose(param.getDescription()));
      } else if (tag instanceof ThrowsTree exception) {
        thrown.merge(
            exception.getExceptionName().getSignature(),
            prose(exception.getDescription()),
            (a, b) -> a.and(Prose.of("; ")).and(b));
      } else if (tag instanceof ReturnTree value) {
        returns = prose(value.getDescription());
      } else if (tag instanceof SeeTree other) {
        see.add(prose(other.getReference()));
      }
    }
    return new DocComment(summary, rest, examples, params, returns, thrown, see);
  }

  private Prose prose(List<? extends DocTree> content) {
    Writer writer = new Writer();
    for (int i = 0; i < content.size(); i++) {
      int code = i + 1;
      while (code < content.size() && isBlank(content.get(code))) {
        code++;
      }
      if (isBegin(content.get(i), "pre")
          && code < content.size()
          && content.get(code) instanceof LiteralTree example
          && example.getKind() == DocTree.Kind.CODE) {
        example(example.getBody().getBody());
        while (i + 1 < content.size() && !isEnd(content.get(i), "pre")) {
          i++;
        }
      } else {
        content.get(i).accept(writer, null);
      }
    }
    return new Prose(writer.pieces);
  }

  private static boolean isBlank(DocTree tree) {
    return tree instanceof TextTree text && text.getBody().isBlank();
  }

  private static boolean isBegin(DocTree tree, String element) {
    return tree instanceof StartElementTree start && start.getName().contentEquals(element);
  }

  private static boolean isEnd(DocTree tree, String element) {
    return tree instanceof EndElementTree end && end.getName().contentEquals(element);
  }

  private void example(String code) {
    examples.add(code.stripIndent().strip());
  }

  /** A reference as one would say it: without packages, and without the number sign. */
  static String name(String reference) {
    String name = TypeNames.shortened(reference);
    return (name.startsWith("#") ? name.substring(1) : name).replace('#', '.');
  }

  private final class Writer extends SimpleDocTreeVisitor<Void, Void> {
    private final List<Prose.Piece> pieces = new ArrayList<>();
    private String address = "";

    private void add(Prose.Kind kind, String value) {
      pieces.add(new Prose.Piece(kind, value));
    }

    private void addAll(Prose prose) {
      pieces.addAll(prose.pieces());
    }

    @Override
    public Void visitText(TextTree text, Void unused) {
      add(Prose.Kind.TEXT, text.getBody());
      return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void unused) {
      Prose text = Prose.of(literal.getBody().getBody());
      addAll(literal.getKind() == DocTree.Kind.CODE ? text.in("code") : text);
      return null;
    }

    @Override
    public Void visitLink(LinkTree link, Void unused) {
      Prose label =
          link.getLabel().isEmpty()
              ? Prose.of(name(link.getReference().getSignature()))
              : prose(link.getLabel());
      addAll(link.getKind() == DocTree.Kind.LINK ? label.in("code") : label);
      return null;
    }

    @Override
    public Void visitReference(ReferenceTree reference, Void unused) {
      addAll(Prose.code(name(reference.getSignature())));
      return null;
    }

    @Override
    public Void visitValue(ValueTree value, Void unused) {
      ReferenceTree reference = value.getReference();
      addAll(Prose.of(reference == null ? "" : constants.apply(reference.getSignature())));
      return null;
    }

    @Override
    public Void visitStartElement(StartElementTree element, Void unused) {
      add(Prose.Kind.BEGIN, element.getName().toString());
      for (DocTree tree : element.getAttributes()) {
        if (tree instanceof AttributeTree attribute
            && attribute.getName().contentEquals("href")
            && attribute.getValue() != null) {
          address = String.join("", attribute.getValue().stream().map(String::valueOf).toList());
        }
      }
      return null;
    }

    @Override
    public Void visitEndElement(EndElementTree element, Void unused) {
      add(Prose.Kind.END, element.getName().toString());
      if (element.getName().contentEquals("a") && address.startsWith("http")) {
        add(Prose.Kind.TEXT, " (" + address + ")");
      }
      return null;
    }

    @Override
    public Void visitEntity(EntityTree entity, Void unused) {
      String characters = trees.getCharacters(entity);
      add(Prose.Kind.TEXT, characters == null ? entity.toString() : characters);
      return null;
    }

    @Override
    public Void visitErroneous(ErroneousTree error, Void unused) {
      add(Prose.Kind.TEXT, error.getBody());
      return null;
    }

    @Override
    public Void visitSummary(SummaryTree tag, Void unused) {
      addAll(prose(tag.getSummary()));
      return null;
    }

    @Override
    public Void visitReturn(ReturnTree tag, Void unused) {
      addAll(Prose.of("Returns ").and(prose(tag.getDescription())));
      return null;
    }

    @Override
    public Void visitInheritDoc(InheritDocTree tag, Void unused) {
      return null;
    }

    /** The compiler of Java 17 does not know snippets; later ones have a class of their own. */
    @Override
    protected Void defaultAction(DocTree tree, Void unused) {
      String source = tree.toString();
      if (source.startsWith("{@snippet") && source.indexOf(':') > 0) {
        example(source.substring(source.indexOf(':') + 1, source.lastIndexOf('}')));
      } else if (tree.getKind() != DocTree.Kind.COMMENT) {
        add(Prose.Kind.TEXT, source);
      }
      return null;
    }
  }
}
