package org.checkpointschedules.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.checkpointschedules.StorageLocation;

/// The journal of a [RunFolder]: who the run is, and which entries lie in which files.
///
/// ```
/// checkpoint-schedules journal 1                   the format
/// run 2f1c...                                      the id that slot files carry
/// schedule revolve, 1000 steps, ...
/// model 9b74...
/// rehearsed first steps                            what was done once, before the run
/// stored DISK RESTART 400 slot-0-000003 8000 12345678
/// deleted DISK RESTART 400
/// ```
///
/// Thread safe, as stores may write in the background.
final class RunJournal {
  static final String FILE = "journal";

  private static final String REHEARSED = "rehearsed ";

  /// Lines appended before the journal is written anew without the entries that are no more.
  private static final int LONG = 100_000;

  /// A line after those that say who the run is.
  private static final Pattern ENTRY =
      Pattern.compile(
          "(rehearsed \\p{Graph}[\\p{Graph} ]*|deleted [^ ]+ %1$s \\d{1,18}|stored [^ ]+ %1$s \\d{1,18} slot-\\d{1,9}-\\d{6,18} \\d{1,18} -?\\d{1,10})"
              .formatted("(RESTART|ADJOINT)"));

  private final OwnFolder folder;
  private final Map<String, String> identity;
  private final Map<StorageLocation, Map<CheckpointKey, Stored>> entries = new HashMap<>();
  private JournalFile file;
  private String rehearsed;
  private int appended;
  private boolean unforced;

  /// An entry, and how to recognise it.
  record Stored(String file, long bytes, int checksum) {}

  /// @param lines of an earlier run, none if this is the first
  RunJournal(OwnFolder folder, List<String> lines, Map<String, String> identity)
      throws IOException {
    this.folder = folder;
    this.identity = identity;
    if (!lines.isEmpty()) {
      requireSame(lines);
      lines.stream().skip(1 + identity.size()).forEach(this::read);
    }
    rewrite();
  }

  static Map<String, String> identity(String run, String schedule, String fingerprint) {
    var identity = new LinkedHashMap<String, String>();
    identity.put("run", run);
    identity.put("schedule", schedule);
    identity.put("model", fingerprint);
    return identity;
  }

  private JournalRefusedException refused(String why) {
    return new JournalRefusedException(folder.path(), why);
  }

  /// @throws JournalRefusedException unless the journal is of the format written here
  private void requireFormat(String first) {
    if (first.equals(JournalFile.FIRST)) {
      return;
    }
    if (first.startsWith("run ")) {
      throw refused(
          "its journal is older than this version, and tells no format; the version that wrote it"
              + " continues it, and `clean` removes it");
    }
    if (!first.matches(Pattern.quote(JournalFile.FORMAT) + "\\d{1,9}")) {
      throw refused("its journal cannot be read; `clean` removes it");
    }
    int format = Integer.parseInt(first.substring(JournalFile.FORMAT.length()));
    throw refused(
        "its journal is of the %s format %d, and this version reads format %d; the version that wrote it continues it, and `clean` removes it"
            .formatted(
                format > JournalFile.VERSION ? "newer" : "older", format, JournalFile.VERSION));
  }

  private void requireSame(List<String> lines) {
    requireFormat(lines.getFirst());
    int at = 1;
    for (Map.Entry<String, String> own : identity.entrySet()) {
      String line = at < lines.size() ? lines.get(at) : "";
      if (!line.startsWith(own.getKey() + " ")) {
        throw refused("its journal cannot be read; `clean` removes it");
      }
      String was = line.substring(own.getKey().length() + 1);
      if (!was.equals(own.getValue())) {
        throw refused(
            "it is of another %s, %s, and this is %s; `clean` removes it"
                .formatted(own.getKey(), was, own.getValue()));
      }
      at++;
    }
  }

  /// Applies a line of an earlier run.
  private void read(String line) {
    if (!ENTRY.matcher(line).matches()) {
      throw refused(
          "its journal has a line that is none of its format, '%s'; `clean` removes it"
              .formatted(line));
    }
    apply(line);
  }

  private void apply(String line) {
    if (line.startsWith(REHEARSED)) {
      rehearsed = line.substring(REHEARSED.length());
      return;
    }
    String[] words = line.split(" ");
    StorageLocation level = StorageLocation.level(words[1]);
    var key = new CheckpointKey(Long.parseLong(words[3]), CheckpointKey.Kind.valueOf(words[2]));
    var held = entries.computeIfAbsent(level, _ -> new HashMap<>());
    if (words[0].equals("deleted")) {
      held.remove(key);
    } else {
      held.put(key, new Stored(words[4], Long.parseLong(words[5]), Integer.parseInt(words[6])));
    }
  }

  /// What was rehearsed, as a journal's lines say; null where nothing was, or of another model.
  static String rehearsed(List<String> lines, String fingerprint) {
    return lines.contains("model " + fingerprint)
        ? lines.stream()
            .filter(line -> line.startsWith(REHEARSED))
            .map(line -> line.substring(REHEARSED.length()))
            .reduce(null, (_, last) -> last)
        : null;
  }

  /// Notes what was rehearsed; durable when this returns.
  synchronized void rehearsed(String what) throws IOException {
    if (!what.equals(rehearsed)) {
      append(REHEARSED + what, true);
    }
  }

  /// What the journal names in a level.
  synchronized Map<CheckpointKey, Stored> stored(StorageLocation level) {
    return Map.copyOf(entries.getOrDefault(level, Map.of()));
  }

  /// The log of the store of a level.
  SlotLog log(StorageLocation level) {
    return new SlotLog() {
      @Override
      public boolean durable() {
        return true;
      }

      @Override
      public void reusing() throws IOException {
        forceDeletions();
      }

      @Override
      public void stored(CheckpointKey key, Path slot, long bytes, int checksum)
          throws IOException {
        folder.force();
        append(line(level, key, new Stored(slot.getFileName().toString(), bytes, checksum)), true);
      }

      @Override
      public void deleted(CheckpointKey key) throws IOException {
        append("deleted %s %s %d".formatted(level, key.kind(), key.step()), false);
      }
    };
  }

  private static String line(StorageLocation level, CheckpointKey key, Stored entry) {
    return "stored %s %s %d %s %d %d"
        .formatted(level, key.kind(), key.step(), entry.file(), entry.bytes(), entry.checksum());
  }

  private synchronized void append(String line, boolean force) throws IOException {
    if (++appended > LONG) {
      apply(line);
      rewrite();
      return;
    }
    if (PlainFile.kind(folder.file(FILE)) == PlainFile.Kind.LINKED) {
      rewrite();
    }
    folder.whileThere(() -> {
      file.append(line);
      return null;
    });
    apply(line);
    unforced = true;
    if (force) {
      forceDeletions();
    }
  }

  private synchronized void forceDeletions() throws IOException {
    if (unforced) {
      file.force();
      unforced = false;
    }
  }

  private void rewrite() throws IOException {
    var lines = new ArrayList<String>();
    lines.add(JournalFile.FIRST);
    identity.forEach((what, value) -> lines.add(what + " " + value));
    if (rehearsed != null) {
      lines.add(REHEARSED + rehearsed);
    }
    entries.forEach(
        (level, held) -> held.forEach((key, entry) -> lines.add(line(level, key, entry))));
    JournalFile next = JournalFile.replace(folder.file(FILE), lines, folder);
    if (file != null) {
      file.close();
    }
    file = next;
    appended = 0;
    unforced = false;
  }

  synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new CheckpointStoreException("could not close the journal in " + folder.path(), e);
    }
  }
}
