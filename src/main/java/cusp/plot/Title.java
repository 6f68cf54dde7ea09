package cusp.plot;

import java.awt.Font;
import java.awt.Graphics2D;

/** How a title is set at the top left: that of a figure, or that of a panel in a grid. */
record Title(Font font, int room) {

  static final Title MAIN = new Title(Theme.TITLE, 30);
  static final Title PANEL = new Title(Theme.PANEL_TITLE, 27);

  /** The height that a title takes, none when it is empty. */
  int room(String title) {
    return title.isEmpty() ? 0 : room;
  }

  /** Paints the title; returns the height that it takes. */
  int paint(Graphics2D g, String title) {
    Words.at(g, title, Theme.EDGE, room - 10, Words.Anchor.START, font, Theme.INK);
    return room(title);
  }
}
