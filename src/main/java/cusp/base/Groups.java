package cusp.base;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Things put together wherever two of them belong together: the connected components of a graph.
 *
 * <pre>{@code
 * var groups = new Groups(4);
 * groups.join(0, 2);
 * show(groups.list());
 * }</pre>
 */
public final class Groups {
  private final int[] group;

  /** As many groups as there are things, 0 … count − 1. */
  public Groups(int count) {
    group = IntStream.range(0, count).toArray();
  }

  /** Puts the groups of two things together. */
  public void join(int a, int b) {
    int from = Math.max(group[a], group[b]);
    int to = Math.min(group[a], group[b]);
    Arrays.setAll(group, i -> group[i] == from ? to : group[i]);
  }

  /** Whether two things are in one group. */
  public boolean areTogether(int a, int b) {
    return group[a] == group[b];
  }

  /** The groups in the order of their first things, each ascending. */
  public List<int[]> list() {
    return IntStream.of(group)
        .distinct()
        .mapToObj(g -> IntStream.range(0, group.length).filter(i -> group[i] == g).toArray())
        .toList();
  }
}
