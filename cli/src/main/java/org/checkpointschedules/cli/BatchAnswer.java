package org.checkpointschedules.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.choose.Choice;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.JsonStringEncoder;

/// The answer to a batch request that was honoured: the figures, complete before a byte of them is
/// written, and the actions, which may be millions and are written as the schedule yields them.
///
/// @param figures the object of `plan --format summary` with the id, without its last brace; of a
///   page, which is short, all of it
/// @param actions what follows
/// @param notation how they are spelled; null where none are asked for
record BatchAnswer(byte[] figures, Iterable<Action> actions, Notation notation) {
  private static final byte[] LINES = Notation.ascii(",\"lines\":[");
  private static final byte[] ERROR = Notation.ascii("],\"error\":\"");
  private static final byte[] QUOTE_END = Notation.ascii("\"}\n");
  private static final byte[] LINES_END = Notation.ascii("]}\n");
  private static final byte[] END = Notation.ascii("}\n");

  /// @param id as JSON
  /// @param pages open ones
  /// @throws WrongRequest if it cannot be honoured
  static BatchAnswer to(String id, JsonRequest request, Pages pages) {
    return request
        .page()
        .map(page -> page(id, request, page, pages))
        .orElseGet(() -> whole(id, request));
  }

  private static BatchAnswer page(String id, JsonRequest request, Page page, Pages pages) {
    Notation notation = request.notation();
    Pages.Reading reading = pages.open(request.subject(), page.from(), () -> plan(request));
    byte[] members = members(id, json -> pages.write(json, reading, page.count(), notation));
    return new BatchAnswer(members, List.of(), null);
  }

  private static CheckpointSchedule plan(JsonRequest request) {
    return request
        .auto()
        .map(auto -> auto.choice().best().schedule())
        .orElseGet(() -> request.schedule().plan());
  }

  private static BatchAnswer whole(String id, JsonRequest request) {
    Notation notation = request.notation();
    Optional<AutoRequest> auto = request.auto();
    ScheduleRequest wanted = auto.isPresent() ? null : request.schedule();
    long start = System.nanoTime();
    Optional<Choice> choice = auto.map(AutoRequest::choice);
    CheckpointSchedule schedule =
        choice.isPresent() ? choice.get().best().schedule() : wanted.plan();
    Forecast forecast = schedule.forecast();
    long nanos = System.nanoTime() - start;
    byte[] figures =
        members(
            id,
            json -> {
              Summary.write(json, schedule, forecast, nanos);
              choice.ifPresent(made -> ChoiceReport.write(json, made));
            });
    return new BatchAnswer(figures, schedule, notation);
  }

  /// The object of the id and these members, without its last brace.
  private static byte[] members(String id, Consumer<JsonGenerator> members) {
    var out = new ByteArrayOutputStream();
    JsonLine.write(
        out,
        json -> {
          json.writeName("id");
          json.writeRawValue(id);
          members.accept(json);
        });
    byte[] bytes = out.toByteArray();
    return Arrays.copyOf(bytes, bytes.length - END.length);
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
