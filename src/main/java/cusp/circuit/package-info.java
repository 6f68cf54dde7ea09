/**
 * Reading a network: what its weights and activations compute. {@link cusp.circuit.FourierSpectrum}
 * shows the frequencies in weights over Z_p, {@link cusp.circuit.QuadraticFit} how near a network
 * is to the closed form for modular addition, {@link cusp.circuit.FrequencyProjection} which part
 * of its loss its key frequencies carry. {@link cusp.circuit.Similarity} compares representations,
 * {@link cusp.circuit.PrincipalComponents} and {@link cusp.circuit.LinearProbe} read them, {@link
 * cusp.circuit.LogitAttribution} and {@link cusp.circuit.AblationEffects} say which component does
 * the work; all these take plain arrays, of any model. A {@link cusp.nn.Network} itself is read by
 * {@link cusp.circuit.AttentionScores} and {@link cusp.circuit.HeadCircuits}, by {@link
 * cusp.circuit.InContextScore}, and by {@code ofHeads} of {@link cusp.circuit.AblationEffects} and
 * {@link cusp.circuit.PatchingEffects}. To read: Nanda et al. 2023, arXiv:2301.05217.
 */
package cusp.circuit;
