package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A cell may use every public type of every imported package by its simple name. */
class ImportsTest {

  /** Packages that notebooks do not import: the inner loops have nothing to say there. */
  private static final Set<String> HIDDEN = Set.of("cusp.simd");

  /** What JJava imports, and what every compilation unit does. */
  private static final List<String> JDK =
      List.of(
          "java.lang",
          "java.io",
          "java.math",
          "java.net",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.prefs",
          "java.util.regex");

  @Test
  void everyPackageOfTheLibraryIsImportedOrHidden() {
    try (ScanResult library = new ClassGraph().enableClassInfo().acceptPackages("cusp").scan()) {
      Set<String> packages =
          library.getAllClasses().stream()
              .map(ClassInfo::getPackageName)
              .filter(name -> !name.equals("cusp.jupyter"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertTrue(packages.contains("cusp.base"), packages.toString());
      packages.removeAll(HIDDEN);
      packages.removeAll(Imports.LIBRARY);
      assertEquals(Set.of(), packages, "packages to add to Imports.LIBRARY");
    }
  }

  @Test
  void everySimpleNameMeansOneType() {
    Map<String, Set<String>> meanings = publicTypes();
    assertEquals(Set.of("java.util.List"), meanings.get("List"));
    for (String type : Imports.SINGLE) {
      Set<String> clashing = meanings.put(type.substring(type.lastIndexOf('.') + 1), Set.of());
      assertTrue(
          clashing != null && clashing.size() > 1 && clashing.contains(type),
          type + " is no choice among " + clashing);
    }
    meanings.values().removeIf(types -> types.size() < 2);
    assertEquals(Map.of(), meanings, "names for which Imports.SINGLE has to decide");
  }

  @Test
  void packagesThatDoNotExistAreLeftOut() {
    String declarations = Imports.declarations(getClass().getClassLoader());
    assertTrue(declarations.contains("import cusp.base.*;\n"), declarations);
    ClassLoader nothing = new ClassLoader(null) {};
    assertTrue(!Imports.declarations(nothing).contains("import cusp.base"));
  }

  private static Map<String, Set<String>> publicTypes() {
    String[] packages =
        Stream.of(JDK, Imports.OTHERS, Imports.LIBRARY)
            .flatMap(List::stream)
            .toArray(String[]::new);
    ClassGraph everything = new ClassGraph().enableSystemJarsAndModules().enableClassInfo();
    try (ScanResult found = everything.acceptPackagesNonRecursive(packages).scan()) {
      return found.getAllClasses().stream()
          .filter(type -> type.isPublic() && !type.isInnerClass())
          .collect(
              Collectors.groupingBy(
                  ClassInfo::getSimpleName,
                  TreeMap::new,
                  Collectors.mapping(ClassInfo::getName, Collectors.toCollection(TreeSet::new))));
    }
  }
}
