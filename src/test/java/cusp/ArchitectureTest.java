package cusp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The packages stand in the order in which data flows, and each uses only what stands before it.
 */
@ArchTag("once")
@AnalyzeClasses(packages = "cusp", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final List<String> ORDER =
      List.of(
          "base",
          "simd",
          "plot",
          "task",
          "model",
          "toy",
          "nn",
          "train",
          "landscape",
          "posterior",
          "singular",
          "magnet",
          "process",
          "circuit",
          "develop",
          "phase");

  @ArchTest
  static final ArchRule everyClassHasAPlaceInTheOrder =
      classes().should().resideInAnyPackage(packages(0, ORDER.size()));

  @ArchTest
  static final ArchRule noCycles = slices().matching("cusp.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theLibraryKnowsNothingOfJupyter =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("cusp.jupyter..", "org.dflib.jjava..", "io.github.spencerpark..");

  @ArchTest
  static void aPackageUsesOnlyWhatStandsBeforeIt(JavaClasses library) {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      noClasses()
          .that()
          .resideInAPackage(packages(i, i + 1)[0])
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(i + 1, ORDER.size()))
          .allowEmptyShould(true)
          .check(library);
    }
  }

  @ArchTest
  static void everyPackageSaysWhatItIsFor(JavaClasses library) {
    List<String> silent =
        library.getPackage("cusp").getSubpackagesInTree().stream()
            .filter(p -> !p.getClasses().isEmpty() && p.tryGetPackageInfo().isEmpty())
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertEquals(List.of(), silent, "packages without a package-info.java");
  }

  private static String[] packages(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "cusp." + ORDER.get(i) + "..")
        .toArray(String[]::new);
  }
}
