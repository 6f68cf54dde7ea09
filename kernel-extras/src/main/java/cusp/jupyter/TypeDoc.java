package cusp.jupyter;

import java.util.List;

/**
 * What is known of a type for those who use it.
 *
 * @param comment its Javadoc, or null where there is no source to read
 * @param members what is public in it, in the order of its source
 */
record TypeDoc(DocComment comment, List<Member> members) {

  /** What a member is to whoever has an object of the type, or wants one. */
  enum Kind {
    CONSTANT,
    CONSTRUCTOR,
    FACTORY,
    FUNCTION,
    METHOD;

    static Kind ofMethod(boolean isStatic, boolean makesOne) {
      return !isStatic ? METHOD : makesOne ? FACTORY : FUNCTION;
    }
  }

  /**
   * A constant, constructor or method.
   *
   * @param signature as one would call it, and behind an arrow what comes of it
   * @param arity number of parameters
   */
  record Member(Kind kind, String name, String signature, int arity, DocComment comment) {

    boolean overrides(Member other) {
      return kind == Kind.METHOD
          && other.kind == Kind.METHOD
          && name.equals(other.name)
          && arity == other.arity;
    }

    Member with(DocComment other) {
      return new Member(kind, name, signature, arity, other);
    }
  }

  TypeDoc {
    members = List.copyOf(members);
  }

  /** From its packed source, or as far as reflection goes. */
  static TypeDoc of(Class<?> type) {
    return SourceDocs.of(type).orElseGet(() -> Reflected.of(type));
  }

  /** As in {@code Trainer.sgd(double rate)} or {@code last() → Checkpoint}. */
  static String signature(Class<?> type, boolean isStatic, String call, String returned) {
    String name = TypeNames.of(type);
    boolean plain = returned.equals("void") || (isStatic && returned.equals(name));
    return (isStatic ? name + "." : "") + call + (plain ? "" : " → " + returned);
  }
}
