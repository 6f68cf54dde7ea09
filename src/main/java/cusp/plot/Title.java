package cusp.plot;

import java.awt.Graphics2D;

/** The title of a figure, at its top left. */
final class Title {

  private static final double ROOM = 30;

  private Title() {}

  static double room(String title) {
    return title.isEmpty() ? 0 : ROOM;
  }

  /** Paints the title; returns the height below it. */
  static double paint(Graphics2D g, String title, double x) {
    Words.at(g, title, x, 20, Words.Anchor.START, Theme.TITLE, Theme.INK);
    return room(title);
  }
}
