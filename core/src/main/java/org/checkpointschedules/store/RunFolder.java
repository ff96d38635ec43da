package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.StorageLocation;

/// The folder of a run that can be continued after its death: slot files, a journal that says what
/// lies in them, and the adjoint state saved last.
///
/// ```
/// run.lock            whose folder this is; locked while the run lives
/// journal             its format; the run, its schedule, its model's fingerprint; what was stored
///                     and deleted
/// slot-0-000017       a slot of the first level
/// adjoint-a, -b       adjoint states, in turns
/// ```
///
/// **What a killed process leaves is whole.** A slot file has reached the device before the journal
/// names it; that its entry was deleted is in the journal before it is overwritten; of the two
/// adjoint states at most one is being written. **What was damaged afterwards is noticed**: an
/// entry is read in full and compared with the length and the CRC-32C in the journal before it
/// counts as a survivor.
///
/// The run that opens the folder has it until it is closed. One thread at a time, but for the
/// stores' writes.
public final class RunFolder implements AutoCloseable {
  private final OwnFolder folder;
  private final RunJournal journal;
  private final SavedState saved;
  private final OptionalLong position;
  private final boolean continued;
  private final List<Survivor> survivors = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<DiskStore> stores = new ArrayList<>();

  /// An entry of a store that an earlier run left whole.
  ///
  /// @param level the store's level
  /// @param key what it was stored under
  /// @param bytes its length
  public record Survivor(StorageLocation level, CheckpointKey key, long bytes) {}

  private RunFolder(OwnFolder folder, String schedule, String fingerprint) throws IOException {
    this.folder = folder;
    requireOwn(
        RunJournal.FILE,
        RunJournal.FILE + JournalFile.NEXT,
        SavedState.FILES.getFirst(),
        SavedState.FILES.getLast());
    JournalFile.Content content = JournalFile.read(folder.file(RunJournal.FILE));
    continued = !content.lines().isEmpty();
    if (!content.whole() && !continued) {
      throw new JournalRefusedException(
          folder.path(), "its journal cannot be read; `clean` removes it");
    }
    if (!content.whole()) {
      lost.add("what the journal of " + folder.path() + " says after a line broken off or damaged");
    }
    if (!continued) {
      folder.renew();
    }
    var identity = RunJournal.identity(folder.run().toString(), schedule, fingerprint);
    journal = new RunJournal(folder, content.lines(), identity);
    saved = new SavedState(folder);
    try {
      position = continued ? saved.newest() : OptionalLong.empty();
    } catch (Throwable t) {
      release();
      throw t;
    }
  }

  /// Of the files that have but one name, none may be somebody else's.
  private void requireOwn(String... names) {
    for (String name : names) {
      Path file = folder.file(name);
      if (Files.exists(file, NOFOLLOW_LINKS) && !folder.has(file)) {
        throw new JournalRefusedException(
            folder.path(), name + " in it is no file of a run; move it away");
      }
    }
  }

  /// Opens the folder of this name in a directory, new or as an earlier run left it.
  ///
  /// @param directory created with its parents where missing
  /// @param name a letter, then letters, digits, `-` and `_`; one for each run that can be
  ///   continued
  /// @param schedule the schedule, in words
  /// @param fingerprint of everything that the result depends on besides the schedule
  /// @return the folder, which this run has until it closes it
  /// @throws RunInProgressException if a run has the folder
  /// @throws JournalRefusedException if an earlier run left it with another schedule or
  ///   fingerprint, its journal cannot be read or is of another format, or what bears that name is
  ///   not the folder of such a run; nothing is touched then
  /// @throws InvalidArgumentException if `directory` is none that can be written to
  public static RunFolder open(Path directory, String name, String schedule, String fingerprint) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw new InvalidArgumentException(
          "run name", name, "a letter, then letters, digits, - and _");
    }
    requireLine("schedule", schedule);
    requireLine("fingerprint", fingerprint);
    return FileThread.call(() -> opened(directory, name, schedule, fingerprint));
  }

  private static RunFolder opened(
      Path directory, String name, String schedule, String fingerprint) {
    OwnFolder folder = OwnFolder.kept(directory, name);
    RunFolder opened = null;
    try {
      opened = new RunFolder(folder, schedule, fingerprint);
      return opened;
    } catch (IOException e) {
      throw new CheckpointStoreException(
          "could not open the journal in %s: %s".formatted(folder.path(), DiskStore.reason(e)), e);
    } finally {
      if (opened == null) {
        folder.leave();
      }
    }
  }

  private static void requireLine(String what, String text) {
    if (text.length() > JournalFile.LONGEST_TEXT / 2
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidArgumentException(
          what,
          "%,d characters".formatted(text.length()),
          "one line of at most %,d characters".formatted(JournalFile.LONGEST_TEXT / 2));
    }
  }

  /// Removes from a directory the folders of runs that are dead, those kept for a continuation too,
  /// and nothing else.
  ///
  /// @param directory looked at itself, not what lies deeper
  /// @return the folders removed
  public static List<Path> clean(Path directory) {
    return clean(directory, (_, _) -> {});
  }

  /// Does the same, and tells what stays: folders whose names begin like those of runs, and that a
  /// run is working in, that no run made, or that hold something that no run made.
  ///
  /// @param directory looked at itself, not what lies deeper
  /// @param left given each of these folders, and why it stays, as a clause
  /// @return the folders removed
  public static List<Path> clean(Path directory, BiConsumer<Path, String> left) {
    return FileThread.call(() -> Leftovers.clean(directory, left));
  }

  /// Removes the folder of this name from a directory, unless a run has it.
  ///
  /// @param directory where the folder lies
  /// @param name the run's, as given to [#open]
  /// @return whether it is gone
  public static boolean remove(Path directory, String name) {
    Path folder = path(directory, name).toAbsolutePath();
    return FileThread.call(() -> Leftovers.remove(folder));
  }

  /// {@return where the folder of this name lies}
  ///
  /// @param directory where it lies
  /// @param name the run's, as given to [#open]
  public static Path path(Path directory, String name) {
    return directory.resolve(Leftovers.FOLDER + name);
  }

  /// {@return what an earlier run noted there that it had rehearsed; empty where there is no folder
  /// of this name, nothing was noted, or it is that of a run with another fingerprint}
  ///
  /// @param directory where the folder lies
  /// @param name the run's, as given to [#open]
  /// @param fingerprint as given to [#open]
  public static Optional<String> rehearsed(Path directory, String name, String fingerprint) {
    Path journal =
        directory.toAbsolutePath().resolve(Leftovers.FOLDER + name).resolve(RunJournal.FILE);
    try {
      return Optional.ofNullable(
          RunJournal.rehearsed(JournalFile.read(journal).lines(), fingerprint));
    } catch (IOException _) {
      return Optional.empty(); // It is rehearsed again, and opening the folder tells.
    }
  }

  /// Notes that something was rehearsed, for runs that continue this one; durable when this
  /// returns.
  ///
  /// @param what in words, one line
  /// @throws CheckpointStoreException if it cannot be written
  public void noteRehearsed(String what) {
    try {
      journal.rehearsed(what);
    } catch (IOException e) {
      throw new CheckpointStoreException("could not write the journal in " + folder.path(), e);
    }
  }

  /// {@return where the folder is}
  public Path path() {
    return folder.path();
  }

  /// {@return whether an earlier run left something to continue}
  public boolean continued() {
    return continued;
  }

  /// {@return the store of a level, with what survived of it} Each level once, the first one first.
  ///
  /// @param level its location
  /// @param slots the largest number of entries, from 0; survivors count
  public CheckpointStore store(StorageLocation level, long slots) {
    int number = stores.size();
    String prefix = "slot-%d-".formatted(number);
    var store = new DiskStore(folder, prefix, slots, DirectIo.OPTION, journal.log(level));
    stores.add(store);
    try {
      adopt(store, prefix, level);
      return store;
    } catch (Throwable t) {
      store.close();
      throw t;
    }
  }

  private void adopt(DiskStore store, String prefix, StorageLocation level) {
    var taken = new HashMap<CheckpointKey, RunJournal.Stored>(journal.stored(level));
    taken.forEach((key, entry) -> store.adopt(key, entry.file(), entry.bytes(), entry.checksum()));
    adoptFreeFiles(store, prefix, taken.values().stream().map(RunJournal.Stored::file).toList());
    taken.forEach((key, entry) -> {
      try {
        store.get(key, _ -> {});
        survivors.add(new Survivor(level, key, entry.bytes()));
      } catch (CheckpointDamagedException e) {
        lost.add(e.getMessage());
        store.delete(key);
      }
    });
  }

  private void adoptFreeFiles(DiskStore store, String prefix, List<String> taken) {
    long next = 0;
    try (var files = Files.newDirectoryStream(folder.path(), prefix + "*")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (folder.has(folder.file(name))) {
          next = Math.max(next, 1 + Long.parseLong(name.substring(prefix.length())));
          if (!taken.contains(name)) {
            store.adoptFree(name);
          }
        }
      }
    } catch (IOException e) {
      throw new CheckpointStoreException("could not list " + folder.path(), e);
    }
    for (String name : taken) {
      next = Math.max(next, 1 + Long.parseLong(name.substring(prefix.length())));
    }
    store.numberFrom(next);
  }

  /// {@return what survived, of all stores opened so far}
  public List<Survivor> survivors() {
    return List.copyOf(survivors);
  }

  /// {@return what did not survive, a sentence each: empty unless something happened to the files}
  public List<String> lost() {
    return List.copyOf(lost);
  }

  /// {@return where the adjoint stood when its state was saved last; empty if it never was}
  public OptionalLong savedPosition() {
    return position;
  }

  /// Reads the adjoint state saved at [#savedPosition()].
  ///
  /// @param reader given the bytes that were saved
  /// @throws CheckpointStoreException if they cannot be read
  public void loadAdjoint(Consumer<MemorySegment> reader) {
    try {
      saved.load(reader);
    } catch (IOException e) {
      throw new CheckpointStoreException("could not read the adjoint state", e);
    }
  }

  /// Saves the adjoint state; durable when this returns.
  ///
  /// @param position where the adjoint stands
  /// @param bytes how many, more than 0
  /// @param writer fills the segment that it is given
  /// @throws CheckpointStoreException if they cannot be written
  public void saveAdjoint(long position, long bytes, Consumer<MemorySegment> writer) {
    try {
      saved.save(position, bytes, writer);
    } catch (IOException e) {
      throw new CheckpointStoreException(
          "could not save the adjoint state at step %d, %,d bytes, in %s: %s"
              .formatted(position, bytes, folder.path(), DiskStore.reason(e)),
          e);
    }
  }

  /// Removes the folder with all that runs made in it. The stores are closed before.
  public void remove() {
    try {
      release();
    } finally {
      folder.close();
    }
  }

  /// Leaves the folder for a continuation; after [#remove()] does nothing.
  @Override
  public void close() {
    try {
      release();
    } finally {
      folder.leave();
    }
  }

  private void release() {
    try {
      saved.close();
    } finally {
      journal.close();
    }
  }
}
