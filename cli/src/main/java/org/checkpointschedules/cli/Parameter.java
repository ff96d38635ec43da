package org.checkpointschedules.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.checkpointschedules.CheckpointSchedule;

/// Everything that a request for a schedule can say, under its two spellings: an option of the
/// command line (`--write-cost`) and a key of a batch request (`writeCost`).
enum Parameter {
  STEPS("steps", Kind.WHOLE, "N", "forward steps, 1 to 10^18; 1e12 and 1_000_000 are understood"),
  RAM("ram", Kind.WHOLE, "S", "slots in memory"),
  DISK("disk", Kind.WHOLE, "B", "slots on disk"),
  LEVELS(
      "level",
      Kind.LEVELS,
      "NAME:SLOTS:WRITE:READ",
      "a storage level with its slots and the costs of a write and a read; repeat it, fastest"
          + " level first"),
  FORWARD_COST("forward-cost", Kind.COST, "COST", "cost of a forward step (default: 1)"),
  ADJOINT_COST("adjoint-cost", Kind.COST, "COST", "cost of an adjoint step (default: 1)"),
  WRITE_COST("write-cost", Kind.COST, "COST", "cost of storing an entry on disk (default: 2)"),
  READ_COST("read-cost", Kind.COST, "COST", "cost of reading an entry from disk (default: 2)"),
  TRAJECTORY(
      "trajectory",
      Kind.CHOICE,
      "maximum|revolve",
      "how far a forward sweep goes among equally good choices (default: maximum)",
      "maximum",
      "revolve"),
  PERIOD("period", Kind.WHOLE, "P", "steps between the periodic checkpoints on disk"),
  BINOMIAL_SNAPSHOTS("binomial-snapshots", Kind.WHOLE, "B", "further checkpoints within a period"),
  BINOMIAL_STORAGE(
      "binomial-storage",
      Kind.CHOICE,
      "RAM|DISK",
      "where those lie (default: DISK)",
      "RAM",
      "DISK"),
  SNAPSHOTS("snapshots", Kind.WHOLE, "S", "slots"),
  STORAGE("storage", Kind.CHOICE, "RAM|DISK", "where they are (default: DISK)", "RAM", "DISK"),
  MOVE("move", Kind.FLAG, "", "drop each step's data when it is read: one adjoint only"),
  READ_ONCE(
      "read-once",
      Kind.FLAG,
      "",
      "read each disk checkpoint once, as checkpoint_schedules does (dearer, by up to 43 %%)"),
  STEP_COSTS("step-costs", Kind.COSTS, "FILE", "cost of each forward step, one a line"),
  ADJOINT_COSTS("adjoint-costs", Kind.COSTS, "FILE", "cost of each adjoint step"),
  CHECKPOINT_SIZES(
      "checkpoint-sizes",
      Kind.SIZES,
      "FILE",
      "size of each step's checkpoint, in units; --ram is then the limit on their sum"),
  ADJOINT_DATA_SIZES(
      "adjoint-data-sizes",
      Kind.SIZES,
      "FILE",
      "size of each step's adjoint data; --ram is then the limit on everything in memory"),
  FORWARD_TEMPORARIES(
      "forward-temporaries",
      Kind.SIZES,
      "FILE",
      "further units in use while each step runs forwards (default: 0)"),
  ADJOINT_TEMPORARIES(
      "adjoint-temporaries",
      Kind.SIZES,
      "FILE",
      "further units in use while each step runs backwards (default: 0)");

  /// What a value looks like.
  enum Kind {
    WHOLE,
    COST,
    CHOICE,
    FLAG,
    LEVELS,
    COSTS,
    SIZES;

    /// Whether there is one value for each step, in a file or an array.
    boolean listed() {
      return this == COSTS || this == SIZES;
    }
  }

  private final String dashed;
  private final String key;
  private final Kind kind;
  private final String label;
  private final String help;
  private final String[] choices;

  Parameter(String dashed, Kind kind, String label, String help, String... choices) {
    this.dashed = "--" + dashed;
    this.kind = kind;
    this.label = label;
    this.help = help;
    this.choices = choices;
    this.key = kind == Kind.LEVELS ? "levels" : camelCase(dashed);
  }

  /// `--write-cost`
  String option() {
    return dashed;
  }

  /// `writeCost`
  String key() {
    return key;
  }

  Kind kind() {
    return kind;
  }

  String label() {
    return label;
  }

  String help() {
    return help;
  }

  /// The parameters that say everything in one place: all but those with a value for each step.
  static Set<Parameter> compact() {
    var compact = EnumSet.allOf(Parameter.class);
    compact.removeIf(parameter -> parameter.kind.listed());
    return compact;
  }

  /// The typed value of a text: `Long`, `BigDecimal` or one of the choices.
  Object value(String name, String text) {
    return switch (kind) {
      case WHOLE -> Numbers.whole(name, text, least(), most());
      case COST -> Numbers.cost(name, text);
      case CHOICE -> choice(name, text);
      case FLAG, LEVELS, COSTS, SIZES -> throw new IllegalStateException(name);
    };
  }

  /// The least whole number that makes sense.
  long least() {
    return this == STEPS || this == PERIOD ? 1 : 0;
  }

  /// The largest whole number that makes sense.
  long most() {
    return this == STEPS ? CheckpointSchedule.MAX_STEPS : Long.MAX_VALUE - 1;
  }

  private String choice(String name, String text) {
    if (!Arrays.asList(choices).contains(text)) {
      throw new WrongRequest(
          name, Numbers.quoted(text), Arrays.stream(choices).collect(Collectors.joining(" or ")));
    }
    return text;
  }

  private static String camelCase(String dashed) {
    var camel = new StringBuilder();
    for (String word : dashed.split("-")) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }
}
