/**
 * Toy models with fused gradients. {@link cusp.toy.Superposition} is the autoencoder of Elhage et
 * al. 2022 (arXiv:2209.10652) with the exact population loss of Chen et al. 2023
 * (arXiv:2310.06301); {@link cusp.toy.CriticalPoint} names the polygons that its columns settle in.
 * {@link cusp.toy.DeepLinear} is the deep linear network, whose learning coefficients are known at
 * any size (Aoyagi 2024), {@link cusp.toy.TanhNetwork} has one hidden layer, {@link
 * cusp.toy.ReluNetwork} one of rectified nodes in the plane, whose phases are its symmetries
 * (Carroll 2021). {@link cusp.toy.LinearRegression}, {@link cusp.toy.ProductRegression} and {@link
 * cusp.toy.TwoNormalMixture} are the smallest models with a likelihood: one regular, two singular.
 */
package cusp.toy;
