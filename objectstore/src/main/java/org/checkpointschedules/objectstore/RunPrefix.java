package org.checkpointschedules.objectstore;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.checkpointschedules.store.CheckpointKey;

/// The names of one run: `prefix/checkpoints-<id>/`, in it `lease`, which says that it lives, and
/// one name for each entry.
///
/// @param base ends with a slash
record RunPrefix(UUID id, String base) {
  private static final String FOLDER = "checkpoints-";
  private static final Pattern ENTRY = Pattern.compile("(restart|adjoint)-\\d{1,19}-\\d{1,19}");
  private static final Pattern LEASE =
      Pattern.compile("checkpoint-schedules lease 1\nrun (.{36})\nmilliseconds (\\d{1,15})\n");

  static RunPrefix fresh(String prefix) {
    return of(prefix, UUID.randomUUID());
  }

  private static RunPrefix of(String prefix, UUID id) {
    return new RunPrefix(id, prefix + FOLDER + id + "/");
  }

  /// With what the bases of all runs below a prefix begin.
  static String start(String prefix) {
    return prefix + FOLDER;
  }

  /// The run whose base this is, if it is one.
  static Optional<RunPrefix> parse(String prefix, String base) {
    try {
      String id = base.substring(start(prefix).length(), base.length() - 1);
      return Optional.of(of(prefix, UUID.fromString(id))).filter(run -> run.base.equals(base));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  String lease() {
    return base + "lease";
  }

  String entry(CheckpointKey key, long number) {
    String kind = key.kind() == CheckpointKey.Kind.RESTART ? "restart" : "adjoint";
    return "%s%s-%d-%d".formatted(base, kind, key.step(), number);
  }

  /// Whether a run makes objects of that name.
  boolean isEntry(String name) {
    return name.startsWith(base) && ENTRY.matcher(name.substring(base.length())).matches();
  }

  String leaseText(Duration time) {
    return "checkpoint-schedules lease 1\nrun %s\nmilliseconds %d\n".formatted(id, time.toMillis());
  }

  /// How long a lease of this run holds, if the text is one.
  Optional<Duration> leaseTime(String text) {
    var matcher = LEASE.matcher(text);
    return matcher.matches() && matcher.group(1).equals(id.toString())
        ? Optional.of(Duration.ofMillis(Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }
}
