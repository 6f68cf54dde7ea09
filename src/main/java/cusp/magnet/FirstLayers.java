package cusp.magnet;

import java.util.ArrayList;
import java.util.List;

/**
 * States of a lattice's first layer that its symmetries tell apart: translations, a mirror of the
 * plane's lattices, and the turning over of all spins.
 *
 * @param state one of them, a bit a site
 * @param count how many there are
 */
record FirstLayers(int state, int count) {

  static List<FirstLayers> of(Elimination elimination) {
    int sites = elimination.held().length;
    List<int[]> symmetries = symmetries(elimination.lattice(), sites);
    int all = (1 << sites) - 1;
    boolean[] seen = new boolean[all + 1];
    List<FirstLayers> classes = new ArrayList<>();
    for (int state = 0; state <= all; state++) {
      int count = 0;
      for (int[] symmetry : seen[state] ? List.<int[]>of() : symmetries) {
        int image = image(state, symmetry);
        for (int other : new int[] {image, image ^ all}) {
          count += seen[other] ? 0 : 1;
          seen[other] = true;
        }
      }
      if (count > 0) {
        classes.add(new FirstLayers(state, count));
      }
    }
    return classes;
  }

  private static int image(int state, int[] symmetry) {
    int image = 0;
    for (int bit = 0; bit < symmetry.length; bit++) {
      image |= (state >> bit & 1) << symmetry[bit];
    }
    return image;
  }

  /** Where each site of the layer goes. */
  private static List<int[]> symmetries(Lattice lattice, int sites) {
    boolean plane = lattice.kind() == Lattice.Kind.CUBIC;
    int length = plane ? lattice.length() : sites;
    List<int[]> symmetries = new ArrayList<>();
    for (int shift = 0; shift < sites; shift++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        int[] to = new int[sites];
        for (int site = 0; site < sites; site++) {
          int x = Math.floorMod(sign * (site % length) + shift % length, length);
          int y = Math.floorMod(site / length + shift / length, sites / length);
          to[site] = y * length + x;
        }
        symmetries.add(to);
      }
    }
    return symmetries;
  }
}
