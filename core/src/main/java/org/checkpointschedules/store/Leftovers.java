package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What killed runs left in a directory.
///
/// A folder is a run's when it bears the name of one and a marker that says so; its run is dead
/// when the marker's lock can be had. Of such a folder goes what a run makes there: regular files
/// of the names that runs give, then the folder if that leaves it empty. An empty folder without a
/// marker goes if its name proves where it comes from. Links, other files and other folders are not
/// touched.
final class Leftovers {
  /// How the names of runs' folders begin.
  static final String FOLDER = "checkpoints-";

  private static final Pattern OWN =
      Pattern.compile("slot-(\\d+-)?\\d{6,}|journal(\\.new)?|adjoint-[ab]");

  private Leftovers() {}

  /// Whether a run gives files this name.
  static boolean isOwn(Path file) {
    return OWN.matcher(file.getFileName().toString()).matches();
  }

  /// Removes the folders of dead runs that keep no journal. What cannot be read or removed stays.
  static void sweep(Path directory) {
    for (Path folder : folders(directory)) {
      remove(folder, false);
    }
  }

  /// The same, but for folders that have got a run's name: those are not even looked at, so that no
  /// run that takes up its own finds it locked.
  static void sweepUnnamed(Path directory) {
    folders(directory).stream().filter(BirthName::has).forEach(folder -> remove(folder, false));
  }

  /// Removes the folders of dead runs, those with a journal too; the folders removed.
  static List<Path> clean(Path directory) {
    var removed = new ArrayList<Path>();
    for (Path folder : folders(directory)) {
      if (remove(folder, true)) {
        removed.add(folder);
      }
    }
    return removed;
  }

  /// Removes the folder of a dead run, whether it keeps a journal or not; whether it is gone.
  static boolean remove(Path folder) {
    return Files.notExists(folder, NOFOLLOW_LINKS) || remove(folder, true);
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

  private static boolean remove(Path folder, boolean journalledToo) {
    try {
      if (BirthName.has(folder)
          && Files.notExists(folder.resolve(FolderLock.FILE), NOFOLLOW_LINKS)) {
        // Fails unless it is empty.
        Files.delete(folder);
        return true;
      }
      Optional<FolderLock> taken = FolderLock.takeUp(folder);
      if (taken.isEmpty()) {
        return false;
      }
      try (FolderLock lock = taken.get()) {
        boolean passing = lock.run().isPresent() ? !lock.journalled() : lock.unnamed();
        boolean ours = lock.run().isPresent() || lock.unnamed();
        return ours && (passing || journalledToo) && empty(folder);
      }
    } catch (IOException _) {
      return false;
    }
  }

  /// Removes what a run made in a folder whose lock is held, the marker last, and the folder unless
  /// something else lies in it; whether it is gone.
  static boolean empty(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isOwn(file) && Files.isRegularFile(file, NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(folder.resolve(FolderLock.FILE));
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (DirectoryNotEmptyException _) {
      return false;
    }
  }
}
