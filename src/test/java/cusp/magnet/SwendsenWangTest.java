package cusp.magnet;

class SwendsenWangTest extends AlgorithmContract {
  @Override
  Simulation.Algorithm algorithm() {
    return Simulation.Algorithm.SWENDSEN_WANG;
  }
}
