package cusp.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the names of variables are set: {@code lambda} as λ, {@code theta1} and {@code w_12} with
 * subscripts, several letters upright. Names that would come out the same are set as they are
 * written.
 */
final class TexNames {

  private static final Map<String, String> GREEK = new HashMap<>();

  static {
    String letters =
        "αalpha βbeta γgamma δdelta εvarepsilon ϵepsilon ζzeta ηeta θtheta ϑvartheta ιiota κkappa"
            + " λlambda μmu νnu ξxi πpi ϖvarpi ρrho ϱvarrho σsigma ςvarsigma τtau υupsilon φvarphi"
            + " ϕphi χchi ψpsi ωomega ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΥUpsilon ΦPhi"
            + " ΨPsi ΩOmega";
    for (String letter : letters.split(" ")) {
      String command = letter.substring(1);
      GREEK.put(command, "\\" + command);
      GREEK.put(letter.substring(0, 1), "\\" + command);
    }
  }

  /** A name without digits, its number, and more subscripts. */
  private static final Pattern PARTS = Pattern.compile("([^0-9_]+)([0-9]*)((?:_[^_]+)*)");

  private TexNames() {}

  /** The names as TeX, all different. */
  static List<String> of(List<String> names) {
    List<String> set = names.stream().map(TexNames::set).toList();
    Map<String, Long> counts =
        set.stream().collect(Collectors.groupingBy(tex -> tex, Collectors.counting()));
    return IntStream.range(0, set.size())
        .mapToObj(i -> counts.get(set.get(i)) == 1 ? set.get(i) : verbatim(names.get(i)))
        .toList();
  }

  private static String set(String name) {
    Matcher parts = PARTS.matcher(name);
    if (!parts.matches()) {
      return verbatim(name);
    }
    List<String> subscripts = new ArrayList<>(Arrays.asList(parts.group(3).split("_")));
    subscripts.set(0, parts.group(2));
    String below =
        subscripts.stream()
            .filter(part -> !part.isEmpty())
            .map(TexNames::word)
            .collect(Collectors.joining(","));
    return word(parts.group(1)) + (below.isEmpty() ? "" : "_{" + below + "}");
  }

  private static String word(String word) {
    boolean plain = word.length() == 1 || word.chars().allMatch(c -> c >= '0' && c <= '9');
    return GREEK.getOrDefault(word, plain ? word : verbatim(word));
  }

  private static String verbatim(String name) {
    return "\\mathrm{" + name.replace("_", "\\_") + "}";
  }
}
