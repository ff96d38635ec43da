package org.checkpointschedules.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.choose.Choice;
import tools.jackson.core.io.JsonStringEncoder;

/// The answer to a batch request that was honoured: the figures, complete before a byte of them is
/// written, and the actions, which may be millions and are written as the schedule yields them.
///
/// @param figures the object of `plan --format summary` with the id, without its last brace
/// @param actions what follows
/// @param notation how they are spelled; null where none are asked for
record BatchAnswer(byte[] figures, Iterable<Action> actions, Notation notation) {
  private static final byte[] LINES = Notation.ascii(",\"lines\":[");
  private static final byte[] ERROR = Notation.ascii("],\"error\":\"");
  private static final byte[] QUOTE_END = Notation.ascii("\"}\n");
  private static final byte[] LINES_END = Notation.ascii("]}\n");
  private static final byte[] END = Notation.ascii("}\n");

  /// @param id as JSON
  /// @throws WrongRequest if it cannot be honoured
  static BatchAnswer to(String id, JsonRequest request) {
    Notation notation = request.notation();
    Optional<AutoRequest> auto = request.auto();
    ScheduleRequest wanted = auto.isPresent() ? null : request.schedule();
    long start = System.nanoTime();
    Optional<Choice> choice = auto.map(AutoRequest::choice);
    CheckpointSchedule schedule =
        choice.isPresent() ? choice.get().best().schedule() : wanted.plan();
    Forecast forecast = schedule.forecast();
    long nanos = System.nanoTime() - start;
    var figures = new ByteArrayOutputStream();
    JsonLine.write(
        figures,
        json -> {
          json.writeName("id");
          json.writeRawValue(id);
          Summary.write(json, schedule, forecast, nanos);
          choice.ifPresent(made -> ChoiceReport.write(json, made));
        });
    byte[] bytes = figures.toByteArray();
    return new BatchAnswer(Arrays.copyOf(bytes, bytes.length - END.length), schedule, notation);
  }

  /// Writes the answer. Where the schedule fails on the way, it ends with a member `error`.
  ///
  /// @param said what is said of a failure
  void write(OutputStream stream, Function<Throwable, String> said) throws IOException {
    stream.write(figures);
    if (notation == null) {
      stream.write(END);
    } else {
      lines(new ByteLines(stream), stream, said);
    }
    stream.flush();
  }

  private void lines(ByteLines out, OutputStream stream, Function<Throwable, String> said)
      throws IOException {
    out.append(LINES);
    Iterator<Action> rest = null;
    boolean first = true;
    while (true) {
      Action action;
      try {
        rest = rest == null ? actions.iterator() : rest;
        action = rest.hasNext() ? rest.next() : null;
      } catch (Throwable e) {
        out.append(ERROR);
        out.flush();
        stream.write(JsonStringEncoder.getInstance().quoteAsUTF8(said.apply(e)));
        stream.write(QUOTE_END);
        return;
      }
      if (action == null) {
        out.append(LINES_END);
        out.flush();
        return;
      }
      out.append(first ? "\"" : ",\"");
      notation.print(action, out);
      out.append('"');
      first = false;
    }
  }
}
