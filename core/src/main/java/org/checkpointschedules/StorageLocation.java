package org.checkpointschedules;

import java.io.Serializable;
import java.util.regex.Pattern;

/// A place that data can be in: a storage level, the working storage, or nowhere.
///
/// [#RAM] and [#DISK] are the two usual levels; a deeper hierarchy names more with
/// [#level(String)]. Which level is faster is not a property of the place but of the schedule,
/// which lists its levels fastest first ([CheckpointSchedule#levels()]).
///
/// Immutable; equal by name. Serializable, since counts travel between the machines of an ensemble.
public final class StorageLocation implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  /// Main memory.
  public static final StorageLocation RAM = new StorageLocation("RAM");

  /// Files.
  public static final StorageLocation DISK = new StorageLocation("DISK");

  /// Working storage: what the forward restarts from and what the adjoint reads. No level.
  public static final StorageLocation TAPE = new StorageLocation("TAPE");

  /// Nowhere. No level.
  public static final StorageLocation NONE = new StorageLocation("NONE");

  /// As [#name()].
  private final String name;

  /// As [#isLevel()].
  private final boolean level;

  // Two locations of one name may exist, but only one TAPE and one NONE: see of().
  private StorageLocation(String name) {
    this.name = name;
    level = !name.equals("TAPE") && !name.equals("NONE");
  }

  /// {@return the storage level of that name}
  ///
  /// @param name letters, digits, `_` and `-`, beginning with a letter: `RAM`, `DISK`, `TAPE-ROBOT`
  /// @throws InvalidArgumentException if the name is malformed, or is `TAPE` or `NONE`
  public static StorageLocation level(String name) {
    var location = of(name);
    if (!location.isLevel()) {
      throw new InvalidArgumentException("level", name, "any name but TAPE and NONE");
    }
    return location;
  }

  /// {@return the location of that name, `TAPE` and `NONE` included}
  ///
  /// @param name letters, digits, `_` and `-`, beginning with a letter
  /// @throws InvalidArgumentException if the name is malformed
  public static StorageLocation of(String name) {
    return switch (name) {
      case "RAM" -> RAM;
      case "DISK" -> DISK;
      case "TAPE" -> TAPE;
      case "NONE" -> NONE;
      case null, default -> {
        if (name == null || !NAME.matcher(name).matches()) {
          throw new InvalidArgumentException(
              "storage location", name, "letters, digits, _ and -, beginning with a letter");
        }
        yield new StorageLocation(name);
      }
    };
  }

  /// {@return the name: letters, digits, `_` and `-`, beginning with a letter}
  public String name() {
    return name;
  }

  /// {@return whether this is a storage level: anything but [#TAPE] and [#NONE]}
  public boolean isLevel() {
    return level;
  }

  /// The location of that name: there is one `TAPE` and one `NONE`.
  ///
  /// @return in place of the one read
  private Object readResolve() {
    return of(name);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof StorageLocation that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
