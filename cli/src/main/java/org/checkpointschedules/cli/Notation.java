package org.checkpointschedules.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.EndForward;
import org.checkpointschedules.Action.EndReverse;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.UpstreamNotation;

/// The three spellings of an action, one line each. What they print is what `Action.toString`,
/// [UpstreamNotation] and [JsonAction] say (a test compares them), without the garbage.
enum Notation {
  /// As the records print themselves: `Forward(0, 4, writeIcs=true, writeAdjDeps=false, RAM)`.
  ACTIONS {
    @Override
    void print(Action action, ByteLines out) throws IOException {
      switch (action) {
        case Forward f ->
            out.append(FORWARD)
                .append(f.n0())
                .append(COMMA)
                .append(f.n1())
                .append(f.writeIcs() ? ICS_TRUE : ICS_FALSE)
                .append(f.writeAdjDeps() ? DEPS_TRUE : DEPS_FALSE)
                .append(f.storage().name())
                .append(')');
        case Reverse r ->
            out.append(REVERSE)
                .append(r.n0())
                .append(COMMA)
                .append(r.n1())
                .append(r.clearAdjDeps() ? CLEAR_TRUE : CLEAR_FALSE);
        case Copy c ->
            out.append(COPY)
                .append(c.n())
                .append(COMMA)
                .append(c.from().name())
                .append(COMMA)
                .append(c.to().name())
                .append(c.delete() ? DELETE_TRUE : DELETE_FALSE);
        case EndForward _ -> out.append(END_FORWARD);
        case EndReverse _ -> out.append(END_REVERSE);
      }
    }

    @Override
    Action parse(String line) {
      return Action.parse(line);
    }
  },

  /// As checkpoint_schedules 1.0.4 prints them.
  UPSTREAM {
    @Override
    void print(Action action, ByteLines out) throws IOException {
      switch (action) {
        case Forward f ->
            out.append(FORWARD)
                .append(f.n0())
                .append(COMMA)
                .append(f.n1())
                .append(f.writeIcs() ? PYTHON_TRUE : PYTHON_FALSE)
                .append(f.writeAdjDeps() ? PYTHON_TRUE : PYTHON_FALSE)
                .append(STORAGE_TYPE)
                .append(f.storage().equals(StorageLocation.NONE) ? "WORK" : place(f.storage()))
                .append(')');
        case Reverse r ->
            out.append(REVERSE)
                .append(r.n0())
                .append(COMMA)
                .append(r.n1())
                .append(r.clearAdjDeps() ? PYTHON_TRUE : PYTHON_FALSE)
                .append(')');
        case Copy c ->
            out.append(c.delete() ? MOVE : COPY)
                .append(c.n())
                .append(STORAGE_TYPE)
                .append(place(c.from()))
                .append(STORAGE_TYPE)
                .append(place(c.to()))
                .append(')');
        case EndForward _ -> out.append(END_FORWARD);
        case EndReverse _ -> out.append(END_REVERSE);
      }
    }

    @Override
    Action parse(String line) {
      return UpstreamNotation.parse(line);
    }
  },

  /// One JSON object per action; [JsonAction] says which.
  JSONL {
    @Override
    void print(Action action, ByteLines out) throws IOException {
      JsonAction.print(action, out);
    }

    @Override
    Action parse(String line) {
      return JsonAction.parse(line);
    }
  };

  private static final byte[] FORWARD = ascii("Forward(");
  private static final byte[] REVERSE = ascii("Reverse(");
  private static final byte[] COPY = ascii("Copy(");
  private static final byte[] MOVE = ascii("Move(");
  private static final byte[] END_FORWARD = ascii("EndForward()");
  private static final byte[] END_REVERSE = ascii("EndReverse()");
  private static final byte[] COMMA = ascii(", ");
  private static final byte[] ICS_TRUE = ascii(", writeIcs=true");
  private static final byte[] ICS_FALSE = ascii(", writeIcs=false");
  private static final byte[] DEPS_TRUE = ascii(", writeAdjDeps=true, ");
  private static final byte[] DEPS_FALSE = ascii(", writeAdjDeps=false, ");
  private static final byte[] CLEAR_TRUE = ascii(", clearAdjDeps=true)");
  private static final byte[] CLEAR_FALSE = ascii(", clearAdjDeps=false)");
  private static final byte[] DELETE_TRUE = ascii(", delete=true)");
  private static final byte[] DELETE_FALSE = ascii(", delete=false)");
  private static final byte[] PYTHON_TRUE = ascii(", True");
  private static final byte[] PYTHON_FALSE = ascii(", False");
  private static final byte[] STORAGE_TYPE = ascii(", StorageType.");

  /// Appends the action, without an end of line.
  abstract void print(Action action, ByteLines out) throws IOException;

  /// The action that a line spells.
  ///
  /// @throws org.checkpointschedules.InvalidArgumentException if it spells none
  abstract Action parse(String line);

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String place(StorageLocation location) {
    return location.equals(StorageLocation.TAPE) ? "WORK" : location.name();
  }
}
