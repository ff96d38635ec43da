package org.checkpointschedules;

import java.util.regex.Pattern;

/// A place that data can be in: a storage level, the working storage, or nowhere.
///
/// [#RAM] and [#DISK] are the two usual levels; a deeper hierarchy names more with
/// [#level(String)]. Which level is faster is not a property of the place but of the schedule,
/// which lists its levels fastest first ([CheckpointSchedule#levels()]).
///
/// Immutable; equal by name.
///
/// @param name letters, digits, `_` and `-`, beginning with a letter
public record StorageLocation(String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /// Main memory.
  public static final StorageLocation RAM = new StorageLocation("RAM");

  /// Files.
  public static final StorageLocation DISK = new StorageLocation("DISK");

  /// Working storage: what the forward restarts from and what the adjoint reads. No level.
  public static final StorageLocation TAPE = new StorageLocation("TAPE");

  /// Nowhere. No level.
  public static final StorageLocation NONE = new StorageLocation("NONE");

  public StorageLocation {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new InvalidArgumentException(
          "storage location", name, "letters, digits, _ and -, beginning with a letter");
    }
  }

  /// The storage level of that name.
  ///
  /// @throws InvalidArgumentException if the name is malformed, or is `TAPE` or `NONE`
  public static StorageLocation level(String name) {
    var location = of(name);
    if (!location.isLevel()) {
      throw new InvalidArgumentException("level", name, "any name but TAPE and NONE");
    }
    return location;
  }

  /// The location of that name, `TAPE` and `NONE` included.
  ///
  /// @throws InvalidArgumentException if the name is malformed
  public static StorageLocation of(String name) {
    return switch (name) {
      case "RAM" -> RAM;
      case "DISK" -> DISK;
      case "TAPE" -> TAPE;
      case "NONE" -> NONE;
      case null, default -> new StorageLocation(name);
    };
  }

  /// Whether this is a storage level: anything but [#TAPE] and [#NONE].
  public boolean isLevel() {
    return !equals(TAPE) && !equals(NONE);
  }

  @Override
  public String toString() {
    return name;
  }
}
