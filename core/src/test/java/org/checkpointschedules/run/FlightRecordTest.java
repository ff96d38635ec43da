package org.checkpointschedules.run;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.checkpointschedules.Action;
import org.checkpointschedules.Action.Copy;
import org.checkpointschedules.Action.Forward;
import org.checkpointschedules.Action.Reverse;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Flight Recorder is told agrees, event by event, with what observers are told and with
/// the report.
class FlightRecordTest {
  private static final String ALL = "checkpointschedules.";

  @TempDir Path folder;

  /// Slow enough that a run must wait for it.
  private record Sleepy(CheckpointStore store) implements CheckpointStore {
    @Override
    public void put(CheckpointKey key, long bytes, Consumer<MemorySegment> writer) {
      LockSupport.parkNanos(2_000_000);
      store.put(key, bytes, writer);
    }

    @Override
    public void get(CheckpointKey key, Consumer<MemorySegment> reader) {
      LockSupport.parkNanos(2_000_000);
      store.get(key, reader);
    }

    @Override
    public void delete(CheckpointKey key) {
      store.delete(key);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void eventsAgreeWithTheReport() throws IOException {
    var schedule = RandomSchedule.of(17, 4, RAM, DISK);
    var seen = new ArrayList<ActionEvent>();
    RunReport report;
    List<RecordedEvent> events;
    try (var recording = new Recording();
        var store = new Sleepy(Stores.ram(100))) {
      recording.start();
      report =
          Adjoint.of(new RingInPlace(true))
              .schedule(schedule)
              .store(DISK, store)
              .observer(
                  new RunObserver() {
                    @Override
                    public void action(ActionEvent event) {
                      seen.add(event);
                    }
                  })
              .run();
      recording.stop();
      Path file = folder.resolve("run.jfr");
      recording.dump(file);
      events =
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getEventType().getName().startsWith(ALL))
              .toList();
    }
    assertEquals(1, events.stream().map(event -> event.getLong("run")).distinct().count());
    assertEquals(
        seen.stream().map(FlightRecordTest::words).toList(),
        named(events, "Action").stream().map(FlightRecordTest::words).toList());
    for (StorageLocation level : List.of(RAM, DISK)) {
      List<RecordedEvent> stores = at(level, named(events, "Store"));
      List<RecordedEvent> loads = at(level, named(events, "Load"));
      assertEquals(report.counted().writes().get(level), (long) stores.size(), level.name());
      assertEquals(report.traffic().get(level).bytesWritten(), bytes(stores), level.name());
      assertTrue(loads.size() >= report.counted().reads().get(level), level.name());
      assertEquals(report.traffic().get(level).bytesRead(), bytes(loads), level.name());
    }
    List<RecordedEvent> stalls = named(events, "Stall");
    List<RecordedEvent> prefetches = named(events, "Prefetch");
    assertEquals(stalls, at(DISK, stalls));
    assertEquals(prefetches, at(DISK, prefetches));
    assertTrue(!stalls.isEmpty() && !prefetches.isEmpty(), "it waited, and read ahead");
    assertTrue(
        stalls.stream().mapToLong(stall -> stall.getDuration().toNanos()).sum()
            <= report.overlap().get(DISK).waitedNanos() + stalls.size() * 1_000_000L,
        "no longer than the report says");
    Set<Long> wanted =
        seen.stream()
            .map(ActionEvent::action)
            .filter(action -> action instanceof Copy copy && copy.from().equals(DISK))
            .map(action -> ((Copy) action).n())
            .collect(Collectors.toSet());
    assertTrue(
        prefetches.stream().map(event -> event.getLong("step")).allMatch(wanted::contains),
        "what was read ahead was wanted");
  }

  @Test
  void runsAreNumberedAndNothingIsMadeWhileNothingRecords() {
    var first = new FlightRecord();
    assertEquals(first.run() + 1, new FlightRecord().run());
    assertNull(first.action());
    assertNull(first.store());
    assertNull(first.load());
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(ALL + name))
        .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
        .toList();
  }

  private static List<RecordedEvent> at(StorageLocation level, List<RecordedEvent> events) {
    return events.stream().filter(e -> e.getString("level").equals(level.name())).toList();
  }

  private static long bytes(List<RecordedEvent> events) {
    return events.stream().mapToLong(event -> event.getLong("bytes")).sum();
  }

  private static String words(RecordedEvent event) {
    return "%d %s %d %d %s %d"
        .formatted(
            event.getLong("number"),
            event.getString("kind"),
            event.getLong("step"),
            event.getLong("toStep"),
            event.getString("level"),
            event.getLong("bytes"));
  }

  private static String words(ActionEvent event) {
    Action action = event.action();
    String steps =
        switch (action) {
          case Forward f -> f.n0() + " " + f.n1() + " " + f.storage();
          case Reverse r -> r.n0() + " " + r.n1() + " NONE";
          case Copy c -> c.n() + " -1 " + c.from();
          default -> "-1 -1 NONE";
        };
    return "%d %s %s %d"
        .formatted(event.number(), action.getClass().getSimpleName(), steps, event.bytes());
  }
}
