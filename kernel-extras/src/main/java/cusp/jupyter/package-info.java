/**
 * What a Java kernel needs to show the library. {@link cusp.jupyter.Notebook} is what a cell calls,
 * a {@link cusp.jupyter.Bundle} is what a value looks like in each form a front end may choose
 * from, and {@link cusp.jupyter.CuspExtension} hands both to the JJava kernel.
 *
 * <p>Read: "Messaging in Jupyter", display_data, in the documentation of jupyter_client.
 */
package cusp.jupyter;
