package org.checkpointschedules.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.checkpointschedules.Action;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Level;
import org.checkpointschedules.ScheduleReferee;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.UpstreamNotation;

/// A complete stream of actions, of the reference implementation or of a schedule here, with limits
/// that are just enough.
///
/// @param keeps whether it leaves entries behind
record GoodStream(String name, int steps, List<Level> levels, boolean keeps, List<Action> actions) {
  private static final Path FOLDER = Path.of("src/test/resources/reference/actions");

  static List<GoodStream> all() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(GoodStream::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoodStream read(Path file) {
    List<Action> actions;
    try (var lines = Files.lines(file)) {
      actions = lines.map(UpstreamNotation::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long steps = 0;
    for (Action action : actions) {
      if (action instanceof Action.Forward forward) {
        steps = Math.max(steps, forward.n1());
      }
    }
    var places = List.of(StorageLocation.RAM, StorageLocation.DISK);
    return of(file.getFileName().toString(), steps, places, actions);
  }

  static GoodStream of(CheckpointSchedule schedule) {
    var actions = new ArrayList<Action>();
    schedule.forEach(actions::add);
    var places = schedule.levels().stream().map(Level::location).toList();
    return of(schedule.name(), schedule.steps(), places, actions);
  }

  private static GoodStream of(
      String name, long steps, List<StorageLocation> places, List<Action> actions) {
    var unlimited = places.stream().map(place -> Level.free(place, Level.UNBOUNDED)).toList();
    var referee = ScheduleReferee.of(steps, unlimited);
    actions.forEach(referee::accept);
    var levels = new ArrayList<Level>();
    for (StorageLocation place : places) {
      levels.add(Level.free(place, referee.counts().peak().get(place)));
    }
    boolean keeps = !referee.kept().isEmpty();
    return new GoodStream(name, (int) steps, levels, keeps, actions);
  }
}
