/**
 * Networks from layers. {@link cusp.nn.Network} is made by a short chain of methods and is a {@link
 * cusp.model.Model} of {@link cusp.task.Examples}; its layers have forward and backward passes
 * derived by hand, on float32 arrays that are laid out once. {@link cusp.nn.Activations} are what
 * the layers make, each by its name, and any of them can be ablated or patched. {@link
 * cusp.nn.SameDiffModel} makes a model of a graph of one's own.
 *
 * <p>To read: Elhage et al. 2021, A mathematical framework for transformer circuits.
 */
package cusp.nn;
