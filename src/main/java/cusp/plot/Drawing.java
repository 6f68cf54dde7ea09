package cusp.plot;

import java.awt.Graphics2D;
import tech.tablesaw.api.Table;

/**
 * What a figure paints. The margins are asked for first, so that a grid can give its panels the
 * same ones.
 */
interface Drawing {

  /** The room needed around the plot area in a figure of this size. */
  Margins margins(int width, int height);

  /** Paints from the origin, with margins at least as wide as those asked for. */
  void paint(Graphics2D g, int width, int height, Margins margins);

  /** The numbers that it shows, as {@link Figure#toTable()} says. */
  Table toTable();
}
