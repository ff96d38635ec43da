package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.NONE;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.checkpointschedules.StorageLocation.TAPE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.LongStream;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.Reverse;
import org.junit.jupiter.api.Test;

/// The actions come through unchanged; the next slow read is told until it is heard.
class LookAheadTest {
  private static final Copy FIRST = new Copy(8, DISK, TAPE, false);
  private static final Copy SECOND = new Copy(4, DISK, RAM, true);
  private static final List<Action> ACTIONS =
      List.of(
          new Reverse(9, 8, true),
          new Copy(7, RAM, TAPE, true),
          FIRST,
          new Copy(8, DISK, NONE, true),
          new Reverse(8, 7, true),
          SECOND,
          new Reverse(7, 6, true));

  private final List<Copy> told = new ArrayList<>();

  private Iterator<Action> ahead(Iterator<Action> source, int deaf) {
    return new LookAhead(
        source,
        DISK::equals,
        copy -> {
          told.add(copy);
          return told.size() > deaf;
        });
  }

  @Test
  void eachSlowReadIsToldOnceItsForerunnerComes() {
    Iterator<Action> actions = ahead(ACTIONS.iterator(), 0);
    assertSame(ACTIONS.get(0), actions.next());
    assertEquals(List.of(FIRST), told);
    assertSame(ACTIONS.get(1), actions.next());
    assertEquals(List.of(FIRST), told);
    assertSame(FIRST, actions.next());
    assertEquals(List.of(FIRST, SECOND), told);
    for (Action action : ACTIONS.subList(3, ACTIONS.size())) {
      assertSame(action, actions.next());
    }
    assertFalse(actions.hasNext());
    assertThrows(NoSuchElementException.class, actions::next);
    assertEquals(List.of(FIRST, SECOND), told);
  }

  @Test
  void aReadIsToldAgainUntilItIsHeard() {
    Iterator<Action> actions = ahead(ACTIONS.iterator(), 3);
    actions.forEachRemaining(_ -> {});
    assertEquals(List.of(FIRST, FIRST, SECOND, SECOND), told);
  }

  @Test
  void whatTheSourceThrowsComesInItsPlace() {
    var thrown = new IllegalStateException("illegal");
    Iterator<Action> source = ACTIONS.subList(0, 2).iterator();
    Iterator<Action> actions =
        ahead(
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Action next() {
                if (!source.hasNext()) {
                  throw thrown;
                }
                return source.next();
              }
            },
            0);
    assertTrue(actions.hasNext());
    assertSame(ACTIONS.get(0), actions.next());
    assertSame(ACTIONS.get(1), actions.next());
    assertTrue(actions.hasNext());
    assertSame(thrown, assertThrows(IllegalStateException.class, actions::next));
  }

  @Test
  void theViewIsBounded() {
    long[] taken = {0};
    Iterator<Action> source =
        LongStream.iterate(1_000_000, n -> n - 1)
            .limit(900_000)
            .peek(_ -> taken[0]++)
            .<Action>mapToObj(n -> new Reverse(n, n - 1, true))
            .iterator();
    Iterator<Action> actions = ahead(source, 0);
    for (int i = 1; i <= 100; i++) {
      actions.next();
      assertTrue(taken[0] <= i + 4096, () -> taken[0] + " taken");
    }
  }
}
