package org.checkpointschedules.cli;

import static org.checkpointschedules.cli.Parameter.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.Level;
import org.checkpointschedules.StorageLocation;

/// A schedule in a comparison: its slots in memory vary, all else is as given.
///
/// @param given what was given, whether this schedule takes it or not
/// @param varied the level whose slots vary, where levels are spelled out
record Contender(
    ScheduleKind kind, Map<Parameter, Object> given, Optional<StorageLocation> varied) {

  /// Planning it takes time in proportion to its slots.
  private static final long MOST_MULTISTAGE = 100_000;

  /// Those that can be made of what was given.
  static List<ScheduleKind> possible(Map<Parameter, Object> given) {
    if (given.containsKey(LEVELS)) {
      return List.of(ScheduleKind.H_REVOLVE);
    }
    var kinds = new ArrayList<ScheduleKind>();
    for (ScheduleKind kind : ScheduleKind.values()) {
      boolean possible =
          switch (kind) {
            case NONE -> false;
            case SINGLE_MEMORY, SINGLE_DISK, REVOLVE, MIXED, DISK_REVOLVE, PERIODIC_DISK_REVOLVE ->
                true;
            case MULTISTAGE, H_REVOLVE -> given.containsKey(DISK);
            case TWO_LEVEL -> given.containsKey(PERIOD);
          };
      if (possible) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /// Whether it is one schedule, whatever the number of slots.
  boolean fixed() {
    return kind == ScheduleKind.SINGLE_MEMORY || kind == ScheduleKind.SINGLE_DISK;
  }

  /// The most slots that it is compared with.
  long most() {
    return kind == ScheduleKind.MULTISTAGE ? MOST_MULTISTAGE : Long.MAX_VALUE;
  }

  /// Whether it stores on disk, at the costs given for it.
  boolean usesDisk() {
    return switch (kind) {
      case NONE, SINGLE_MEMORY, REVOLVE, MIXED -> false;
      case SINGLE_DISK, MULTISTAGE, TWO_LEVEL, DISK_REVOLVE, PERIODIC_DISK_REVOLVE, H_REVOLVE ->
          true;
    };
  }

  /// What it does with so many slots.
  ///
  /// @throws WrongRequest if it refuses a value
  Forecast with(long slots) {
    var parameters = new EnumMap<Parameter, Object>(Parameter.class);
    given.forEach((parameter, value) -> {
      if (kind.takes(parameter) && parameter != RAM) {
        parameters.put(parameter, value);
      }
    });
    switch (kind) {
      case NONE, SINGLE_MEMORY, SINGLE_DISK -> {}
      case REVOLVE, MULTISTAGE, DISK_REVOLVE, PERIODIC_DISK_REVOLVE -> parameters.put(RAM, slots);
      case MIXED -> {
        parameters.put(SNAPSHOTS, slots);
        parameters.put(STORAGE, "RAM");
      }
      case TWO_LEVEL -> {
        parameters.put(BINOMIAL_SNAPSHOTS, slots);
        parameters.put(BINOMIAL_STORAGE, "RAM");
      }
      case H_REVOLVE -> {
        if (varied.isPresent()) {
          parameters.put(LEVELS, levels(slots));
        } else {
          parameters.put(RAM, slots);
        }
      }
    }
    return new ScheduleRequest(kind.label(), parameters, Parameter::option).plan().forecast();
  }

  private List<Level> levels(long slots) {
    return new ScheduleRequest(kind.label(), given, Parameter::option)
        .levels().stream()
            .map(level ->
                level.location().equals(varied.get())
                    ? new Level(level.location(), slots, level.writeCost(), level.readCost())
                    : level)
            .toList();
  }
}
