package cusp.nn;

/**
 * What a layer makes of one example: rows, one a position, of so many columns. The pixels of an
 * image are positions, row by row, and its channels are columns.
 *
 * @param positions rows
 * @param columns width of a row
 * @param imageWidth pixels a line, or 0 where the positions are none
 */
record Shape(int positions, int columns, int imageWidth) {

  Shape(int positions, int columns) {
    this(positions, columns, 0);
  }

  Shape withColumns(int columns) {
    return new Shape(positions, columns, imageWidth);
  }

  int imageHeight() {
    return positions / imageWidth;
  }

  @Override
  public String toString() {
    return imageWidth == 0
        ? positions + "×" + columns
        : imageHeight() + "×" + imageWidth + "×" + columns;
  }
}
