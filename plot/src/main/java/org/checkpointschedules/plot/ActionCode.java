package org.checkpointschedules.plot;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// Legal actions in few bytes, for a page to play. What the machine knows is left out: a `Forward`
/// starts where the forward stands, a `Reverse` where the adjoint stands, and a `Copy` names its
/// step by the distance from the adjoint, so that equal parts of a schedule are equal bytes, which
/// deflate finds.
///
/// ```
/// 0 EndForward   1 EndReverse
/// 2 + clearAdjDeps                   Reverse: n0 - n1
/// 4 + writeIcs + 2 writeAdjDeps      Forward: storage if it writes, n1 - n0
/// 8 + delete                         Copy: from, to, zigzag(adjoint - n)
/// ```
///
/// A trace has three more numbers after each action: nanoseconds since the last began, nanoseconds
/// it took, bytes. Numbers are little-endian groups of 7 bits; places are 0 for `NONE`, 1 for
/// `TAPE`, then the levels. The whole is a zlib stream in base64.
///
/// Holds at most [#MOST_BYTES]; of more, and beyond [#MOST_ACTIONS], it holds nothing.
final class ActionCode {
  /// Two such codes in base64 and the page around them stay below 2 MB.
  static final int MOST_BYTES = 640_000;

  /// What a browser plays and holds without effort: some 50 bytes each.
  static final long MOST_ACTIONS = 1_000_000;

  private final List<StorageLocation> levels;
  private final long steps;
  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private OutputStream out =
      new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater), 1 << 13);
  private long adjoint;
  private long actions;

  ActionCode(long steps, List<Level> levels) {
    this.steps = steps;
    this.levels = levels.stream().map(Level::location).toList();
    adjoint = steps;
  }

  void add(Action action) {
    if (++actions > MOST_ACTIONS || bytes != null && bytes.size() > MOST_BYTES) {
      drop();
    }
    if (out == null) {
      return;
    }
    switch (action) {
      case EndForward _ -> number(0);
      case EndReverse _ -> {
        number(1);
        adjoint = steps;
      }
      case Reverse r -> {
        number(r.clearAdjDeps() ? 3 : 2);
        number(r.steps());
        adjoint = r.n1();
      }
      case Forward f -> {
        number(4 + (f.writeIcs() ? 1 : 0) + (f.writeAdjDeps() ? 2 : 0));
        if (f.writeIcs() || f.writeAdjDeps()) {
          number(place(f.storage()));
        }
        number(f.steps());
      }
      case Copy c -> {
        number(c.delete() ? 9 : 8);
        number(place(c.from()));
        number(place(c.to()));
        long distance = adjoint - c.n();
        number(distance << 1 ^ distance >> 63);
      }
    }
  }

  void add(Action action, long sinceLast, long nanos, long moved) {
    add(action);
    if (out != null) {
      number(sinceLast);
      number(nanos);
      number(moved);
    }
  }

  /// The code in base64, or null if it was too large. Call it once, last.
  String finish() {
    if (out == null) {
      return null;
    }
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deflater.end();
    return bytes.size() > MOST_BYTES
        ? null
        : Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private void drop() {
    if (out != null) {
      deflater.end();
      out = null;
      bytes = null;
    }
  }

  private int place(StorageLocation location) {
    if (location.equals(StorageLocation.NONE)) {
      return 0;
    }
    return location.equals(StorageLocation.TAPE) ? 1 : 2 + levels.indexOf(location);
  }

  private void number(long value) {
    try {
      number(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a number that is not negative, 7 bits a byte.
  static void number(OutputStream out, long value) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
