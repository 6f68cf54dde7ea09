package cusp.jupyter;

/** Where values are shown. */
interface FrontEnd {

  /** Shows a value below the running cell; returns the name by which it can be replaced. */
  String show(Object value);

  /** Replaces what was shown. */
  void update(String name, Object value);

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
      };
}
