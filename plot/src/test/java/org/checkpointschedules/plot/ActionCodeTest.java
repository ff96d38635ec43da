package org.checkpointschedules.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionCodeTest {
  private static final List<Level> LEVELS =
      List.of(Level.free(StorageLocation.RAM, 99), Level.free(StorageLocation.DISK, 99));

  @ParameterizedTest
  @CsvSource({
    "revolve_n10_s3, 10",
    "hrevolve_n10_r1_d2_default, 10",
    "mixed_n10_s3_DISK, 10",
    "twolevel_n10_p4_b1_RAM, 10",
    "singledisk_copy_n3, 3",
    "singlememory_n5, 5",
    "none_n5, 5",
  })
  void theActionsComeBack(String name, long steps) throws IOException {
    List<Action> actions = Streams.reference(name);
    var code = new ActionCode(steps, LEVELS);
    actions.forEach(code::add);
    assertEquals(actions, decoded(code.finish(), steps));
  }

  /// Entries may lie on either side of the adjoint.
  @Test
  void copiesBehindTheAdjointComeBack() throws IOException {
    List<Action> actions =
        List.of(
            new Forward(0, 7, true, false, StorageLocation.RAM),
            new Forward(7, 10, true, false, StorageLocation.DISK),
            new Reverse(10, 4, true),
            new Copy(7, StorageLocation.DISK, StorageLocation.NONE, true),
            new Copy(4, StorageLocation.RAM, StorageLocation.DISK, false),
            new Copy(0, StorageLocation.RAM, StorageLocation.TAPE, true));
    var code = new ActionCode(10, LEVELS);
    actions.forEach(code::add);
    assertEquals(actions, decoded(code.finish(), 10));
  }

  @Test
  void aHundredThousandStepsAreFewBytes() throws IOException {
    var levels = Streams.TWO_LEVELS;
    List<Action> actions = NaiveBinomial.actions(100_000, levels);
    var code = new ActionCode(100_000, levels);
    actions.forEach(code::add);
    String text = code.finish();
    assertTrue(text.length() < 100_000, text.length() + " characters");
    assertEquals(actions, decoded(text, 100_000));
  }

  @Test
  void whatIsTooLargeIsDropped() {
    var code = new ActionCode(100_000, Streams.TWO_LEVELS);
    long last = 0;
    for (TimedAction timed : Streams.noisy(NaiveBinomial.actions(100_000, Streams.TWO_LEVELS), 3)) {
      code.add(timed.action(), timed.start() - last, timed.nanos(), timed.bytes());
      last = timed.start();
    }
    assertNull(code.finish());
  }

  /// Reads the code as its description says, without the writer's help.
  private static List<Action> decoded(String code, long steps) throws IOException {
    var actions = new ArrayList<Action>();
    long forward = 0;
    long adjoint = steps;
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(code)))) {
      for (int op = in.read(); op >= 0; op = in.read()) {
        switch (op) {
          case 0 -> actions.add(new EndForward());
          case 1 -> {
            actions.add(new EndReverse());
            adjoint = steps;
          }
          case 2, 3 -> {
            long to = adjoint - number(in);
            actions.add(new Reverse(adjoint, to, op == 3));
            adjoint = to;
          }
          case 4, 5, 6, 7 -> {
            StorageLocation storage = op == 4 ? StorageLocation.NONE : place(number(in));
            long to = forward + number(in);
            actions.add(new Forward(forward, to, (op & 1) != 0, (op & 2) != 0, storage));
            forward = to;
          }
          case 8, 9 -> {
            StorageLocation from = place(number(in));
            StorageLocation to = place(number(in));
            long zigzag = number(in);
            long step = adjoint - (zigzag >>> 1 ^ -(zigzag & 1));
            actions.add(new Copy(step, from, to, op == 9));
            forward = to.equals(StorageLocation.TAPE) ? step : forward;
          }
          default -> throw new AssertionError("operation " + op);
        }
      }
    }
    return actions;
  }

  private static long number(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.read();
      value |= (long) (next & 127) << shift;
      if (next < 128) {
        return value;
      }
    }
  }

  private static StorageLocation place(long index) {
    return switch ((int) index) {
      case 0 -> StorageLocation.NONE;
      case 1 -> StorageLocation.TAPE;
      default -> LEVELS.get((int) index - 2).location();
    };
  }
}
