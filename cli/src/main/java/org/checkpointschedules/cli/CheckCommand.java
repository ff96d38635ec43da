package org.checkpointschedules.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.checkpointschedules.ActionStream;
import org.checkpointschedules.IllegalScheduleException;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StorageLocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/// `check`: plays a schedule from a file or standard input, as it arrives.
@Command(
    name = "check",
    customSynopsis = "checkpoint-schedules check --steps N [options] [--format FORMAT] [FILE]",
    description = {
      "Play a schedule, from anyone, and report what it does or the first rule that it breaks.",
      "",
      "Reads one action a line from FILE or standard input, and prints one JSON object: the counts"
          + " and peaks of a legal schedule (exit status 0), or line, action and rule of an"
          + " illegal one (exit status 1).",
      "",
      "The actions may be as they were pasted: with what a log, a prompt or a table puts before"
          + " them, several in a list, blocks that reach past the last step. What is cut is told"
          + " in the answer, as notes.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  # a schedule of our own, judged",
      "  checkpoint-schedules plan revolve --steps 100 --ram 5 --format actions |",
      "    checkpoint-schedules check --steps 100 --ram 5 --empty",
      "",
      "  # a schedule of the Python package, printed by it action by action",
      "  checkpoint-schedules check --steps 250 --ram 10 --disk 20 schedule.txt",
      "",
      "  # three levels",
      "  checkpoint-schedules check --steps 1000 --level RAM:4:0:0 --level NVME:8:1:1 \\",
      "    --level DISK:16:4:4 schedule.txt"
    })
final class CheckCommand implements Callable<Integer> {
  static final Set<Parameter> PARAMETERS =
      EnumSet.of(Parameter.STEPS, Parameter.RAM, Parameter.DISK, Parameter.LEVELS);

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "actions, upstream or jsonl: how all actions are spelled (default: each line is taken in"
              + " the spelling that it is in)")
  private String format;

  @Option(names = "--empty", description = "an entry left in a level at the end is a fault")
  private boolean empty;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "default, and -: standard input")
  private Path file;

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    var given = ScheduleOptions.given(spec.commandLine().getParseResult());
    if (!given.containsKey(Parameter.STEPS)) {
      throw new WrongRequest("--steps is missing; check needs a whole number there");
    }
    Optional<Notation> notation = notation();
    ScheduleReferee referee = referee(given);
    long steps = (Long) given.get(Parameter.STEPS);
    if (file == null || file.toString().equals("-")) {
      return play(referee, new ActionLines(streams.in(), "standard input", steps, notation));
    }
    if (!Files.isRegularFile(file) && Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new WrongRequest("FILE", "'" + file + "'", "a file that can be read");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return play(referee, new ActionLines(in, file.toString(), steps, notation));
    }
  }

  private int play(ScheduleReferee referee, ActionLines actions) {
    try {
      while (actions.hasNext()) {
        referee.accept(actions.next());
      }
      referee.finish(empty);
    } catch (IllegalScheduleException e) {
      return illegal(actions, e.rule());
    } catch (WrongLine e) {
      return illegal(actions, e.getMessage());
    }
    JsonLine.write(
        streams.out(),
        json -> {
          json.writeBooleanProperty("legal", true);
          Summary.write(json, referee.counts());
          json.writeObjectPropertyStart("kept");
          kept(referee)
              .forEach((level, entries) -> json.writeNumberProperty(level.name(), entries));
          json.writeEndObject();
          notes(json, actions);
        });
    return ExitStatus.DONE;
  }

  private int illegal(ActionLines actions, String rule) {
    String line = actions.line();
    JsonLine.write(
        streams.out(),
        json -> {
          json.writeBooleanProperty("legal", false);
          json.writeNumberProperty("line", actions.number());
          json.writeStringProperty("action", line == null ? null : shortened(line.strip()));
          json.writeStringProperty("rule", JsonLine.wellFormed(rule));
          notes(json, actions);
        });
    return ExitStatus.FAILED;
  }

  /// What was cut; nothing where nothing was.
  private static void notes(JsonGenerator json, ActionLines actions) {
    List<String> notes = actions.notes();
    if (!notes.isEmpty()) {
      json.writeArrayPropertyStart("notes");
      notes.forEach(note -> json.writeString(JsonLine.wellFormed(note)));
      json.writeEndArray();
    }
  }

  private Optional<Notation> notation() {
    return switch (format) {
      case null -> Optional.empty();
      case "actions" -> Optional.of(Notation.ACTIONS);
      case "upstream" -> Optional.of(Notation.UPSTREAM);
      case "jsonl" -> Optional.of(Notation.JSONL);
      default ->
          throw new WrongRequest("--format", Numbers.quoted(format), "actions, upstream or jsonl");
    };
  }

  /// Memory and disk, unbounded where nothing is said; or the levels spelled out and no other.
  private static ScheduleReferee referee(Map<Parameter, Object> given) {
    var request = new ScheduleRequest("check", given, Parameter::option);
    List<Level> levels =
        given.containsKey(Parameter.LEVELS)
            ? request.hierarchy()
            : List.of(
                level(StorageLocation.RAM, request, Parameter.RAM),
                level(StorageLocation.DISK, request, Parameter.DISK));
    try {
      return ScheduleReferee.of((Long) given.get(Parameter.STEPS), levels);
    } catch (InvalidArgumentException e) {
      throw new WrongRequest(e.getMessage());
    }
  }

  private static Level level(StorageLocation location, ScheduleRequest request, Parameter slots) {
    return Level.free(location, request.has(slots) ? request.number(slots) : Level.UNBOUNDED);
  }

  /// Entries left by level, restart data and adjoint data of one step counted as two.
  private static Map<StorageLocation, Long> kept(ScheduleReferee referee) {
    var kept = new LinkedHashMap<StorageLocation, Long>();
    referee.counts().writes().keySet().forEach(level -> kept.put(level, 0L));
    for (ActionStream.Entry entry : referee.kept()) {
      long entries = (entry.restartData() ? 1 : 0) + (entry.adjointData() ? 1 : 0);
      kept.merge(entry.location(), entries, Long::sum);
    }
    return kept;
  }

  private static String shortened(String text) {
    return JsonLine.wellFormed(text.length() <= 200 ? text : text.substring(0, 200) + "...");
  }
}
