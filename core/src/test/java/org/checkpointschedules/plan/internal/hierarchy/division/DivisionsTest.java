package org.checkpointschedules.plan.internal.hierarchy.division;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.plan.Problem;
import org.checkpointschedules.plan.internal.hierarchy.division.Divisions.Node;
import org.checkpointschedules.plan.internal.hierarchy.division.Divisions.Parts;
import org.checkpointschedules.plan.internal.hierarchy.search.Planner;
import org.checkpointschedules.plan.internal.hierarchy.tiers.Hierarchy;
import org.junit.jupiter.api.Test;

/// What is remembered of the segments that a walk meets.
class DivisionsTest {
  /// A remembered segment holds its parts, and those theirs; of two slots there are thousands in a
  /// row, so that they would all be held.
  @Test
  void longTailsAreNotHeldByTheirDivisions() {
    Hierarchy hierarchy = slots(3);
    var divisions = new Divisions(hierarchy);
    Node three = divisions.of(Segment.whole(hierarchy, Planner.plan(hierarchy, 1_000)));
    Parts parts = divisions.divide(three);
    assertSame(parts, divisions.divide(three));
    assertSame(parts.right(), divisions.of(parts.right().segment));
    Node two = parts.left();
    assertEquals(FewSlots.TWO, FewSlots.of(hierarchy, two.settled));
    assertNotSame(divisions.divide(two), divisions.divide(two));
    assertNotSame(two, divisions.of(two.segment));
  }

  private static Hierarchy slots(long count) {
    Problem problem =
        Problem.steps(1_000_000)
            .level(StorageLocation.RAM, count, Problem.writeCost(1), Problem.readCost(1));
    return new Hierarchy(
        problem.steps(),
        problem.levels().stream().map(Hierarchy.Priced::asIs).toList(),
        problem.costs());
  }
}
