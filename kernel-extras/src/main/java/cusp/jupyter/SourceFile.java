package cusp.jupyter;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A source that the build packs beside the classes, parsed by the compiler that also runs the cells
 * (some ten milliseconds): its Javadoc, the order of its members, and the names of parameters.
 */
final class SourceFile {
  static final String ROOT = "META-INF/sources/";

  private final CompilationUnitTree unit;
  private final DocTrees trees;

  private SourceFile(CompilationUnitTree unit, DocTrees trees) {
    this.unit = unit;
    this.trees = trees;
  }

  /** Empty where it is not packed, or there is no compiler. */
  static Optional<SourceFile> open(String file, ClassLoader loader) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (InputStream in = loader.getResourceAsStream(ROOT + file)) {
      return in == null || compiler == null
          ? Optional.empty()
          : Optional.of(parse(compiler, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceFile parse(JavaCompiler compiler, String text) throws IOException {
    URI name = URI.create("string:///Source.java");
    JavaFileObject source =
        new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return text;
          }
        };
    List<String> options = List.of("-proc:none");
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                Writer.nullWriter(), null, fault -> {}, options, null, List.of(source));
    DocTrees trees = DocTrees.instance(task);
    trees.setBreakIterator(BreakIterator.getSentenceInstance(Locale.ENGLISH));
    return new SourceFile(task.parse().iterator().next(), trees);
  }

  DocComment packageComment() {
    return comment(unit.getPackage());
  }

  /** What it says of a type that it declares. */
  Optional<TypeDoc> read(Class<?> type) {
    List<? extends Tree> inside = unit.getTypeDecls();
    ClassTree found = null;
    for (Class<?> level : TypeNames.path(type)) {
      found =
          inside.stream()
              .filter(ClassTree.class::isInstance)
              .map(ClassTree.class::cast)
              .filter(tree -> tree.getSimpleName().contentEquals(level.getSimpleName()))
              .findFirst()
              .orElse(null);
      if (found == null) {
        return Optional.empty();
      }
      inside = found.getMembers();
    }
    List<TypeDoc.Member> members = new ArrayList<>();
    for (Tree member : inside) {
      if (member instanceof MethodTree method && isPublic(type, method.getModifiers())) {
        if (method.getReturnType() != null) {
          members.add(method(type, method));
        } else {
          members.add(constructor(type, method));
        }
      } else if (member instanceof VariableTree field && isConstant(type, field.getModifiers())) {
        String name = field.getName().toString();
        members.add(new TypeDoc.Member(TypeDoc.Kind.CONSTANT, name, name, 0, comment(field)));
      }
    }
    return Optional.of(new TypeDoc(comment(found), members));
  }

  private static boolean isPublic(Class<?> type, ModifiersTree modifiers) {
    return type.isInterface()
        ? !modifiers.getFlags().contains(Modifier.PRIVATE)
        : modifiers.getFlags().contains(Modifier.PUBLIC);
  }

  private static boolean isConstant(Class<?> type, ModifiersTree modifiers) {
    return isPublic(type, modifiers)
        && (type.isInterface() || modifiers.getFlags().contains(Modifier.STATIC));
  }

  private TypeDoc.Member constructor(Class<?> type, MethodTree constructor) {
    String name = TypeNames.of(type);
    return new TypeDoc.Member(
        TypeDoc.Kind.CONSTRUCTOR,
        name,
        "new " + name + parameters(constructor),
        constructor.getParameters().size(),
        comment(constructor));
  }

  private TypeDoc.Member method(Class<?> type, MethodTree method) {
    String name = method.getName().toString();
    boolean isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
    String returned = TypeNames.shortened(method.getReturnType().toString());
    return new TypeDoc.Member(
        TypeDoc.Kind.ofMethod(isStatic, isStatic && Reflected.makes(type, name)),
        name,
        TypeDoc.signature(type, isStatic, name + parameters(method), returned),
        method.getParameters().size(),
        comment(method));
  }

  private static String parameters(MethodTree method) {
    return method.getParameters().stream()
        .map(SourceFile::parameter)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Its type and name, without annotations and the like. */
  private static String parameter(VariableTree parameter) {
    boolean several = parameter.toString().contains("... ");
    String type = parameter.getType().toString();
    return TypeNames.shortened(several ? type.replaceFirst("\\[\\]$", "...") : type)
        + " "
        + parameter.getName();
  }

  private DocComment comment(Tree tree) {
    DocCommentTree comment = trees.getDocCommentTree(TreePath.getPath(unit, tree));
    return comment == null ? DocComment.NONE : new DocReader(trees, this::constant).read(comment);
  }

  /** The value of a constant of this file, or its name. */
  private String constant(String reference) {
    String name = reference.substring(reference.indexOf('#') + 1);
    String[] value = {name};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree field, Void unused) {
        Tree set = field.getInitializer();
        if (field.getName().contentEquals(name) && set != null) {
          value[0] =
              set instanceof LiteralTree literal
                  ? String.valueOf(literal.getValue())
                  : set.toString();
        }
        return super.visitVariable(field, null);
      }
    }.scan(unit, null);
    return value[0];
  }
}
