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
  RAM("ram", Kind.SLOTS, "S", "slots in memory, or all of it in bytes: 4GiB"),
  DISK("disk", Kind.SLOTS, "B", "slots on disk, or all of it in bytes: 200GiB"),
  STATE_BYTES(
      "state-bytes", Kind.BYTES, "BYTES", "size of a checkpoint, for limits in bytes: 24MiB"),
  ADJOINT_BYTES(
      "adjoint-bytes",
      Kind.BYTES,
      "BYTES",
      "size of what the adjoint needs of a step (default: --state-bytes)"),
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
  AUTO("auto", Kind.FLAG, "", "choose the schedule of least predicted time; costs are seconds"),
  RECORD_COST(
      "record-cost",
      Kind.COST,
      "COST",
      "with --auto: a forward step that records (default: --forward-cost)"),
  CAPTURE_COST(
      "capture-cost", Kind.COST, "COST", "with --auto: copying a state out of the model (0)"),
  RESTORE_COST("restore-cost", Kind.COST, "COST", "with --auto: copying it back (0)"),
  WRITE_BANDWIDTH(
      "write-bandwidth",
      Kind.BYTES,
      "BYTES",
      "with --auto: bytes a second to disk, in place of --write-cost: 1.2GB"),
  READ_BANDWIDTH(
      "read-bandwidth",
      Kind.BYTES,
      "BYTES",
      "with --auto: bytes a second from disk, in place of --read-cost"),
  TRAJECTORY(
      "trajectory",
      Kind.CHOICE,
      "maximum|revolve",
      "how far a forward sweep goes among equally good choices (default: maximum)",
      "maximum",
      "revolve"),
  PERIOD("period", Kind.WHOLE, "P", "steps between the periodic checkpoints on disk"),
  BINOMIAL_SNAPSHOTS(
      "binomial-snapshots", Kind.SLOTS, "B", "further checkpoints within a period, or their bytes"),
  BINOMIAL_STORAGE(
      "binomial-storage",
      Kind.CHOICE,
      "RAM|DISK",
      "where those lie (default: DISK)",
      "RAM",
      "DISK"),
  SNAPSHOTS("snapshots", Kind.SLOTS, "S", "slots, or their bytes"),
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
    /// A whole number, or an amount of bytes.
    SLOTS,
    BYTES,
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

  /// The parameters of a schedule that say everything in one place: all but those with a value for
  /// each step, and those of a choice.
  static Set<Parameter> compact() {
    var compact = EnumSet.allOf(Parameter.class);
    compact.removeIf(parameter -> parameter.kind.listed());
    compact.removeAll(
        EnumSet.of(AUTO, RECORD_COST, CAPTURE_COST, RESTORE_COST, WRITE_BANDWIDTH, READ_BANDWIDTH));
    return compact;
  }

  /// The typed value of a text: `Long`, `ByteBudget`, `BigDecimal` or one of the choices.
  Object value(String name, String text) {
    return switch (kind) {
      case WHOLE -> Numbers.whole(name, text, least(), most());
      case SLOTS -> ByteBudget.parse(name, text, least(), most());
      case BYTES -> new ByteBudget(ByteSize.parse(name, text));
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
