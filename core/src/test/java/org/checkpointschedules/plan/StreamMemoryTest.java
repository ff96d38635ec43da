package org.checkpointschedules.plan;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.plan.Problem.readCost;
import static org.checkpointschedules.plan.Problem.writeCost;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.junit.jupiter.api.Test;

/// What a stream holds does not grow with the steps, nor with the actions taken: fields and array
/// elements that can be reached from it.
class StreamMemoryTest {
  private static final long STEPS = 1_000_000_000_000L;
  private static final int ACTIONS = 3_000_000;

  /// What a stream takes besides what grows with the slots; most of it in buffers of 16 frames.
  private static final long FIXED = 2_000;

  private static final long EACH_SLOT = 20;

  @Test
  void fewSlots() throws IllegalAccessException {
    holdsLittle(RevolveCheckpointSchedule.of(STEPS, 2), 2);
    holdsLittle(RevolveCheckpointSchedule.of(STEPS, 1, 1, writeCost(2), readCost(2)), 2);
    holdsLittle(priced(1, 1), 2);
    holdsLittle(priced(2, 0), 2);
    // Opened where a division follows the other.
    holdsLittle(priced(1, 1), 2, STEPS / 2);
  }

  @Test
  void manySlots() throws IllegalAccessException {
    holdsLittle(RevolveCheckpointSchedule.of(STEPS, 1_000), 1_000);
    holdsLittle(
        RevolveCheckpointSchedule.diskRevolve(
            Problem.steps(STEPS)
                .level(RAM, 10)
                .level(DISK, Level.UNBOUNDED, writeCost(2), readCost(2))),
        10);
    holdsLittle(MixedCheckpointSchedule.of(STEPS, 20, RAM), 20);
    var costs = new double[300];
    Arrays.setAll(costs, i -> 1 + i * 37 % 11);
    // A chain keeps two numbers for each of its steps.
    holdsLittle(NonUniformCheckpointSchedule.of(costs, 5), 5 + 2 * costs.length);
  }

  private static CheckpointSchedule priced(long memory, long disk) {
    return Problem.steps(STEPS)
        .level(RAM, memory, writeCost(1), readCost(1))
        .level(DISK, disk, writeCost(3), readCost(3))
        .plan();
  }

  private static void holdsLittle(CheckpointSchedule schedule, long slots)
      throws IllegalAccessException {
    holdsLittle(schedule, schedule.iterator(), slots);
  }

  private static void holdsLittle(CheckpointSchedule schedule, long slots, long adjoint)
      throws IllegalAccessException {
    holdsLittle(schedule, schedule.open(adjoint), slots);
  }

  private static void holdsLittle(CheckpointSchedule schedule, Iterator<Action> stream, long slots)
      throws IllegalAccessException {
    for (int i = 0; i < ACTIONS && stream.hasNext(); i++) {
      stream.next();
    }
    long held = reachable(stream);
    assertTrue(
        held <= FIXED + EACH_SLOT * slots, () -> schedule.name() + ", " + slots + ": " + held);
  }

  private static long reachable(Object root) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var open = new ArrayDeque<Object>();
    open.add(root);
    long count = 0;
    while (!open.isEmpty()) {
      Object object = open.remove();
      if (!seen.add(object)) {
        continue;
      }
      count++;
      switch (object) {
        case Collection<?> elements -> elements.forEach(e -> add(open, e));
        case Map<?, ?> map ->
            map.forEach((key, value) -> {
              add(open, key);
              add(open, value);
            });
        case Object[] array -> {
          count += array.length;
          for (Object element : array) {
            add(open, element);
          }
        }
        default -> {
          if (object.getClass().isArray()) {
            count += Array.getLength(object);
          }
          count += fields(object, open);
        }
      }
    }
    return count;
  }

  /// Our own classes are looked into, those of the JDK are not.
  private static int fields(Object object, ArrayDeque<Object> open) throws IllegalAccessException {
    int count = 0;
    for (Class<?> type = object.getClass();
        type != null && type.getName().startsWith("org.checkpointschedules");
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          count++;
          field.setAccessible(true);
          add(open, field.getType().isPrimitive() ? null : field.get(object));
        }
      }
    }
    return count;
  }

  private static void add(ArrayDeque<Object> open, Object object) {
    if (object != null) {
      open.add(object);
    }
  }
}
