package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.choose.Choice;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/// `batch`: plan's summaries for other programs, as many as they like, from one process.
@Command(
    name = "batch",
    description = {
      "Answer requests for schedules, one JSON object a line, each with one line.",
      "",
      "Reads requests from standard input until it ends; answers come in order and at once. A"
          + " request that cannot be honoured is answered with {\"id\":...,\"error\":\"...\"} and"
          + " does not end the session.",
      "",
      "The keys are the options of plan without dashes, in camel case: id, schedule, steps, ram,"
          + " disk, levels (an array of {\"name\",\"slots\",\"write\",\"read\"}), forwardCost,"
          + " adjointCost, writeCost, readCost, trajectory, period, binomialSnapshots,"
          + " binomialStorage, snapshots, storage, move, readOnce, format; and stepCosts,"
          + " adjointCosts, checkpointSizes, adjointDataSizes, forwardTemporaries,"
          + " adjointTemporaries, arrays of numbers in place of files.",
      "",
      "ram, disk, snapshots and binomialSnapshots may be texts in bytes (\"4GiB\") beside"
          + " stateBytes and adjointBytes. With auto (true) in place of schedule the best that fits"
          + " is planned, as by plan --auto; further keys are recordCost, captureCost, restoreCost,"
          + " writeBandwidth, readBandwidth.",
      "",
      "The answer is the object of plan --format summary and the id. With \"format\":\"upstream\""
          + " or \"actions\" it also has lines, an array of texts, one per action. With from and"
          + " count besides it has nothing but so many lines, those after the first from, and next,"
          + " the from of those that follow, or null at the end.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  printf '%%s\\n' '{\"id\":1,\"schedule\":\"revolve\",\"steps\":10,\"ram\":3}' \\",
      "    '{\"id\":2,\"schedule\":\"h-revolve\",\"steps\":1000,\"ram\":5,\"disk\":20,\"writeCost\":0.5}'"
          + " |",
      "    checkpoint-schedules batch"
    })
final class BatchCommand implements Callable<Integer> {
  private static final int LONGEST_LINE = 1 << 20;

  private final Streams streams;
  private final Pages pages = new Pages();

  BatchCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    var lines = new LineReader(streams.in(), LONGEST_LINE);
    String line;
    while ((line = lines.read()) != null) {
      answer(line);
    }
    return ExitStatus.DONE;
  }

  private void answer(String line) {
    String id = "null";
    try {
      if (line.length() > LONGEST_LINE) {
        throw new WrongRequest("request is longer than " + LONGEST_LINE + " bytes");
      }
      JsonRequest request = JsonRequest.parse(line);
      id = request.id();
      Notation notation = request.notation();
      Optional<Page> page = request.page();
      if (page.isPresent()) {
        answer(id, request, page.get());
        return;
      }
      Optional<AutoRequest> auto = request.auto();
      ScheduleRequest wanted = auto.isPresent() ? null : request.schedule();
      long start = System.nanoTime();
      Optional<Choice> choice = auto.map(AutoRequest::choice);
      CheckpointSchedule schedule =
          choice.isPresent() ? choice.get().best().schedule() : wanted.plan();
      Forecast forecast = schedule.forecast();
      answer(id, schedule, choice, forecast, System.nanoTime() - start, notation);
    } catch (WrongRequest e) {
      error(id, Main.oneLine(e));
    } catch (OutOfMemoryError | StackOverflowError e) {
      error(id, "the plan does not fit in memory; allow more with JAVA_OPTS=-Xmx");
    }
  }

  private void answer(String id, JsonRequest request, Page page) {
    Notation notation = request.notation();
    Pages.Reading reading = pages.open(request.subject(), page.from(), () -> plan(request));
    JsonLine.write(
        streams.out(),
        json -> {
          json.writeName("id");
          json.writeRawValue(id);
          pages.write(json, reading, page.count(), notation);
        });
  }

  private static CheckpointSchedule plan(JsonRequest request) {
    return request
        .auto()
        .map(auto -> auto.choice().best().schedule())
        .orElseGet(() -> request.schedule().plan());
  }

  private void answer(
      String id,
      CheckpointSchedule schedule,
      Optional<Choice> choice,
      Forecast forecast,
      long nanos,
      Notation notation) {
    JsonLine.write(
        streams.out(),
        json -> {
          json.writeName("id");
          json.writeRawValue(id);
          Summary.write(json, schedule, forecast, nanos);
          choice.ifPresent(made -> ChoiceReport.write(json, made));
          if (notation != null) {
            json.writeArrayPropertyStart("lines");
            lines(json, schedule, notation);
            json.writeEndArray();
          }
        });
  }

  private static void lines(JsonGenerator json, CheckpointSchedule schedule, Notation notation) {
    var line = new ByteLines(OutputStream.nullOutputStream());
    try {
      for (Action action : schedule) {
        notation.print(action, line);
        byte[] text = line.take();
        json.writeUTF8String(text, 0, text.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void error(String id, String message) {
    JsonLine.write(
        streams.out(),
        json -> {
          json.writeName("id");
          json.writeRawValue(id);
          json.writeStringProperty("error", message);
        });
  }
}
