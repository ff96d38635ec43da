package org.checkpointschedules.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;

/// `batch`: plan's summaries for other programs, as many as they like, from one process.
@Command(
    name = "batch",
    description = {
      "Answer requests for schedules, one JSON object a line, each with one line.",
      "",
      "Reads requests from standard input until it ends; answers come in order and at once. A"
          + " request that cannot be honoured, whatever is in it, is answered with"
          + " {\"id\":...,\"error\":\"...\"} and does not end the session. Blank lines are passed"
          + " over.",
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
  private final BiFunction<String, JsonRequest, BatchAnswer> answers;

  BatchCommand(Streams streams) {
    var pages = new Pages();
    this(streams, (id, request) -> BatchAnswer.to(id, request, pages));
  }

  /// @param answers gives the answer to a request and its id
  BatchCommand(Streams streams, BiFunction<String, JsonRequest, BatchAnswer> answers) {
    this.streams = streams;
    this.answers = answers;
  }

  @Override
  public Integer call() throws IOException {
    var lines = new LineReader(streams.in(), LONGEST_LINE);
    String line;
    while ((line = lines.read()) != null) {
      if (!line.isBlank()) {
        answer(line, lines);
      }
    }
    return ExitStatus.DONE;
  }

  /// Answers a line, whatever is in it. Only what concerns the answers' stream ends the session.
  private void answer(String line, LineReader lines) throws IOException {
    String id = "null";
    BatchAnswer answer;
    try {
      id = id(line, lines);
      answer = answers.apply(id, request(line, lines));
    } catch (Throwable e) {
      refuse(id, e);
      return;
    }
    answer.write(streams.out(), this::said);
  }

  private static String id(String line, LineReader lines) {
    String id = RequestId.in(line);
    return lines.malformed() && id.indexOf('\uFFFD') >= 0 ? "null" : id;
  }

  private static JsonRequest request(String line, LineReader lines) {
    if (lines.tooLong()) {
      throw new WrongRequest("request is longer than " + LONGEST_LINE + " bytes");
    }
    if (lines.malformed()) {
      throw new WrongRequest("request is not UTF-8");
    }
    return JsonRequest.parse(line);
  }

  private void refuse(String id, Throwable e) {
    String error = said(e);
    JsonLine.write(
        streams.out(),
        json -> {
          json.writeName("id");
          json.writeRawValue(id);
          json.writeStringProperty("error", error);
        });
  }

  /// What an answer says of a failure. A fault of ours is reported whole on standard error.
  private String said(Throwable e) {
    return switch (e) {
      case WrongRequest wrong -> JsonLine.wellFormed(Main.oneLine(wrong));
      case OutOfMemoryError _, StackOverflowError _ ->
          "the plan does not fit in memory; allow more with JAVA_OPTS=-Xmx";
      default -> {
        streams.err().println("batch: a fault of this program, please report it:");
        e.printStackTrace(streams.err());
        yield JsonLine.wellFormed("a fault of this program, please report it: " + Main.oneLine(e));
      }
    };
  }
}
