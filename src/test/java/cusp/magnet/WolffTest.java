package cusp.magnet;

class WolffTest extends AlgorithmContract {
  @Override
  Simulation.Algorithm algorithm() {
    return Simulation.Algorithm.WOLFF;
  }
}
