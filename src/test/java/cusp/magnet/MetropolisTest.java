package cusp.magnet;

class MetropolisTest extends AlgorithmContract {
  @Override
  Simulation.Algorithm algorithm() {
    return Simulation.Algorithm.METROPOLIS;
  }
}
