package cusp.jupyter;

/** Where values are shown; to be called from any thread, interrupted or not. */
interface FrontEnd {

  /** Shows a value below the running cell; returns the name by which it can be replaced. */
  String show(Object value);

  /** Replaces what was shown. */
  void update(String name, Object value);

  /**
   * Whether somebody watches what is replaced. A page for readers is executed with nobody watching,
   * {@code CUSP_PROGRESS=off}, and times in it would differ at each run.
   */
  default boolean isWatched() {
    return !"off".equals(System.getenv("CUSP_PROGRESS"));
  }

  /** Outside a notebook: text on standard output, where what stands there stays. */
  FrontEnd CONSOLE =
      new FrontEnd() {
        @Override
        public String show(Object value) {
          System.out.println(Views.bundle(value).text());
          return "";
        }

        @Override
        public void update(String name, Object value) {}

        @Override
        public boolean isWatched() {
          return false;
        }
      };
}
