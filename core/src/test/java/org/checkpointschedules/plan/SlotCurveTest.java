package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;

class SlotCurveTest {

  @Test
  void everyPointIsThePlanWithThatManySlots() {
    var problem = Problem.steps(1_000_000).level(RAM, 1).level(DISK, 10, writeCost(2), readCost(3));
    var curve = SlotCurve.of(problem, RAM, LongStream.rangeClosed(0, 300));
    assertEquals(301, curve.points().size());
    for (int i = 0; i <= 300; i++) {
      var point = curve.points().get(i);
      assertEquals(i, point.slots());
      assertTrue(point.forecast().optimal());
      if (i > 0) {
        var fewer = curve.points().get(i - 1).forecast().cost();
        assertTrue(point.forecast().cost().compareTo(fewer) <= 0);
      }
      if (i % 50 == 0) {
        var plan = RevolveCheckpointSchedule.of(1_000_000, i, 10, writeCost(2), readCost(3));
        assertEquals(plan.forecast(), point.forecast());
      }
    }
  }

  @Test
  void refusesAnUnknownLevel() {
    var problem = Problem.steps(10).level(RAM, 1);
    var refused =
        assertThrows(
            InvalidArgumentException.class,
            () -> SlotCurve.of(problem, StorageLocation.level("TAPES"), LongStream.of(1)));
    assertEquals("level", refused.argument());
  }
}
