/**
 * The inner loops: one interface, {@link cusp.simd.Kernels}, a Vector API implementation and a
 * plain one, chosen at start.
 */
package cusp.simd;
