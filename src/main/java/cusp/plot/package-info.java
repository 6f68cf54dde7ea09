/**
 * Figures: one theme, drawn by XChart, on plain numbers and Tablesaw tables.
 *
 * <p>{@link cusp.plot.Plot} makes figures with two axes (lines, points, estimates with error bars,
 * bands, histograms, contours, reference levels), {@link cusp.plot.Heat} annotated matrices, {@link
 * cusp.plot.Surface} heights over a plane, {@link cusp.plot.Vectors} the columns of a small matrix
 * as polygons. Each gives a {@link cusp.plot.Figure}, an immutable picture with a sentence of
 * alternative text, which becomes an SVG element or a PNG; {@link cusp.plot.Figure#grid} sets
 * several side by side with their axes aligned.
 *
 * <p>Series colours differ in lightness as well as in hue, and series differ in dash or marker
 * besides, so that a figure reads in colour, in grey, on white and on black, and with any of the
 * common colour vision deficiencies. The idea of labelling data where they lie, and of spending no
 * ink on anything else, is that of E. Tufte, <i>The Visual Display of Quantitative Information</i>
 * (Graphics Press, 2001).
 */
package cusp.plot;
