package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// The lock of the folder of a run that keeps a journal: of a new one, of one that an earlier run
/// left, or of one whose marker was lost or damaged since, and that what lies in it proves to be a
/// run's.
///
/// A folder that nothing proves to be a run's is refused with the reason, unless it is empty.
final class KeptFolder {
  /// How often, and how far apart, a lock is tried before a run counts as going on.
  private static final int LOOKS = 20;

  private static final long LOOK_NANOS = 5_000_000;

  private KeptFolder() {}

  /// @throws RunInProgressException if a run has the folder
  /// @throws JournalRefusedException if it is not the folder of a run that keeps a journal
  static FolderLock lock(Path folder) throws IOException {
    for (int looks = 1; ; looks++) {
      Optional<FolderLock> lock = tryLock(folder);
      if (lock.isPresent()) {
        return named(folder, lock.get());
      }
      // A run that sweeps may hold it for a moment, or one that ends may be removing it.
      if (looks == LOOKS) {
        throw new RunInProgressException(folder);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static Optional<FolderLock> tryLock(Path folder) throws IOException {
    if (Files.notExists(folder, NOFOLLOW_LINKS)) {
      bear(folder);
    }
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      throw new JournalRefusedException(folder, "it is no folder; move it away");
    }
    Path marker = folder.resolve(FolderLock.FILE);
    try {
      if (Files.notExists(marker, NOFOLLOW_LINKS)) {
        if (FolderLock.isLiving(folder)) {
          return Optional.empty();
        }
        requireRuns(folder, Inventory.of(folder, null));
        return FolderLock.make(folder);
      }
      if (!PlainFile.is(marker) && Files.exists(marker, NOFOLLOW_LINKS)) {
        throw new JournalRefusedException(
            folder, "run.lock in it is no regular file; move it away, and this is continued");
      }
      return FolderLock.takeUp(folder);
    } catch (NoSuchFileException _) {
      // It vanished meanwhile.
      return Optional.empty();
    }
  }

  /// Makes a folder of a name that proves nothing: under another name, with the marker in it, and
  /// then renamed, so that it is never there without.
  private static void bear(Path folder) throws IOException {
    Path directory = folder.getParent();
    Path born = Files.createDirectory(BirthName.in(directory), OwnFolder.privately(directory));
    Path marker = born.resolve(FolderLock.FILE);
    try {
      FolderLock.mark(born);
      Files.move(born, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException _) {
      // Another run that sweeps took it for a dead run's: once more.
    } catch (Throwable t) {
      Files.deleteIfExists(marker);
      Files.deleteIfExists(born);
      if (!(t instanceof FileSystemException) || Files.notExists(folder, NOFOLLOW_LINKS)) {
        throw t;
      }
    }
  }

  /// The lock with a marker that names a run that keeps a journal.
  private static FolderLock named(Path folder, FolderLock lock) throws IOException {
    try {
      if (lock.run().isEmpty()) {
        mend(folder, lock);
      }
      if (!lock.journalled()) {
        throw new JournalRefusedException(
            folder, "it is of a run that kept no journal; `clean` removes it");
      }
      return lock;
    } catch (Throwable t) {
      lock.close();
      throw t;
    }
  }

  private static void mend(Path folder, FolderLock lock) throws IOException {
    Inventory found = Inventory.of(folder, null);
    if (!found.isEmpty() || !lock.unnamed()) {
      requireRuns(folder, found);
    }
    if (JournalFile.isHeld(folder.resolve(RunJournal.FILE))) {
      throw new RunInProgressException(folder);
    }
    if (!lock.isReplaceable()) {
      throw new JournalRefusedException(
          folder, "run.lock in it is not a run's; move it away, and this is continued");
    }
    lock.name(found.run().orElseGet(UUID::randomUUID), true);
  }

  /// @throws JournalRefusedException unless the folder is a run's, or there is nothing in it
  private static void requireRuns(Path folder, Inventory found) {
    boolean marked = Files.exists(folder.resolve(FolderLock.FILE), NOFOLLOW_LINKS);
    if (found.proven() || found.isEmpty() && !marked) {
      return;
    }
    throw new JournalRefusedException(
        folder,
        (marked ? "its run.lock is not a run's" : "it has no marker of a run")
            + found.obstacle().map(", and "::concat).orElse("")
            + ": move it away");
  }
}
