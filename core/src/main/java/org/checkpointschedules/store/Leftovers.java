package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// What killed runs left in a directory.
///
/// A folder is a run's when it bears the name of one and a marker that says so; its run is dead
/// when the marker's lock can be had. Of such a folder goes what a run makes there: regular files
/// of the names that runs give, with what runs write in them, then the marker and the folder unless
/// something else lies there. An empty folder without a marker goes if its name proves where it
/// comes from. Where who cleans asks for it, a folder whose marker was lost or damaged is a run's
/// too if a file in it proves that.
///
/// Links, other files and other folders are not touched. A folder that stays because of them keeps
/// its marker, so that a run of its name can take it up again.
final class Leftovers {
  /// How the names of runs' folders begin.
  static final String FOLDER = "checkpoints-";

  /// Numbers of at most 18 digits fit into a long.
  private static final Pattern OWN =
      Pattern.compile("slot-(\\d{1,9}-)?\\d{6,18}|journal(\\.new)?|adjoint-[ab]");

  private static final String WORKING = "a run is working in it";

  private Leftovers() {}

  /// Whether a run gives files this name.
  static boolean isOwn(Path file) {
    return isOwn(file.getFileName().toString());
  }

  /// Whether a run gives files this name.
  static boolean isOwn(String name) {
    return OWN.matcher(name).matches();
  }

  /// Removes the folders of dead runs that have not got a run's name: those of runs that keep no
  /// journal, and of runs that were killed before they named theirs. Others are not even looked at,
  /// so that no run that takes up its own finds it locked. What cannot be read or removed stays.
  static void sweep(Path directory) {
    folders(directory).stream().filter(BirthName::has).forEach(folder -> obstacle(folder, false));
  }

  /// Removes the folders of dead runs, those with a journal too.
  ///
  /// @param left told each folder that stays, and why
  /// @return the folders removed
  static List<Path> clean(Path directory, BiConsumer<Path, String> left) {
    var removed = new ArrayList<Path>();
    for (Path folder : folders(directory)) {
      Optional<String> obstacle = obstacle(folder, true);
      if (obstacle.isPresent()) {
        left.accept(folder, obstacle.get());
      } else {
        removed.add(folder);
      }
    }
    return removed;
  }

  /// Removes the folder of a dead run, whether it keeps a journal or not; whether it is gone.
  static boolean remove(Path folder) {
    return Files.notExists(folder, NOFOLLOW_LINKS) || obstacle(folder, true).isEmpty();
  }

  private static List<Path> folders(Path directory) {
    try (var entries = Files.list(directory)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(FOLDER))
          .filter(entry -> Files.isDirectory(entry, NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  /// Removes a folder if it is a dead run's; what was in the way, as a clause, or nothing.
  ///
  /// @param asked whether somebody asked for this folder to go
  private static Optional<String> obstacle(Path folder, boolean asked) {
    try {
      if (Files.notExists(folder.resolve(FolderLock.FILE), NOFOLLOW_LINKS)) {
        if (BirthName.has(folder) && removed(folder)) {
          return Optional.empty();
        }
        if (FolderLock.isLiving(folder)) {
          return Optional.of(WORKING);
        }
        Inventory found = Inventory.of(folder, null);
        if (!asked || !found.proven()) {
          return Optional.of("it has no marker of a run" + and(found));
        }
      }
      Optional<FolderLock> taken = asked ? FolderLock.make(folder) : FolderLock.takeUp(folder);
      if (taken.isEmpty()) {
        return Optional.of(WORKING);
      }
      try (FolderLock lock = taken.get()) {
        Inventory found = Inventory.of(folder, lock.run().orElse(null));
        if (lock.run().isEmpty() && !isRuns(folder, lock, found, asked)) {
          return Optional.of("its run.lock is not a run's" + and(found));
        }
        if (lock.run().isEmpty() && JournalFile.isHeld(folder.resolve(RunJournal.FILE))) {
          return Optional.of(WORKING);
        }
        empty(folder, lock, found);
      }
      // Only now: a network file system keeps a marker that is open.
      return removed(folder)
          ? Optional.empty()
          : Inventory.of(folder, null)
              .obstacle()
              .or(() -> Optional.of("another run has begun in it"));
    } catch (IOException e) {
      return Optional.of("it cannot be removed: " + DiskStore.reason(e));
    }
  }

  private static boolean isRuns(Path folder, FolderLock lock, Inventory found, boolean asked)
      throws IOException {
    return BirthName.has(folder) && lock.unnamed()
        || asked && found.proven() && lock.isReplaceable();
  }

  private static String and(Inventory found) {
    return found.obstacle().map(" and "::concat).orElse("");
  }

  private static void empty(Path folder, FolderLock lock, Inventory found) throws IOException {
    for (Path file : found.own()) {
      Files.deleteIfExists(file);
    }
    if (!removeMarker(folder) && lock.run().isEmpty()) {
      lock.name(UUID.randomUUID(), true);
    }
  }

  /// Removes the marker of an emptied folder, unless it is needed to know the folder by; whether it
  /// is gone.
  static boolean removeMarker(Path folder) throws IOException {
    if (!BirthName.has(folder) && Inventory.of(folder, null).obstacle().isPresent()) {
      return false;
    }
    Files.deleteIfExists(folder.resolve(FolderLock.FILE));
    return true;
  }

  private static boolean removed(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException _) {
      return false;
    }
  }
}
