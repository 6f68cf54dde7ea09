package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {

  private static List<String> texts(Groups groups) {
    return groups.list().stream().map(Arrays::toString).toList();
  }

  @Test
  void thingsAreAloneUntilTheyAreJoined() {
    assertEquals(List.of("[0]", "[1]", "[2]"), texts(new Groups(3)));
    assertEquals(List.of(), texts(new Groups(0)));
  }

  @Test
  void joiningIsTransitive() {
    Groups groups = new Groups(6);
    groups.join(4, 1);
    groups.join(5, 3);
    groups.join(3, 4);
    groups.join(1, 5);
    assertEquals(List.of("[0]", "[1, 3, 4, 5]", "[2]"), texts(groups));
    assertTrue(groups.areTogether(1, 5));
    assertFalse(groups.areTogether(0, 1));
  }
}
