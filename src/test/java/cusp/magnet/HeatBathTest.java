package cusp.magnet;

class HeatBathTest extends AlgorithmContract {
  @Override
  Simulation.Algorithm algorithm() {
    return Simulation.Algorithm.HEAT_BATH;
  }
}
