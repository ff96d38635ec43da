package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What lies in a folder besides a run's marker.
///
/// @param own files that are a run's by name and content, if the folder is a run's
/// @param foreign the names of what is not, sorted
/// @param open how many files were deleted while somebody had them open: a network file system
///   keeps those as `.nfs...` until they are closed
/// @param proven whether a file of `own` proves that the folder is a run's
/// @param run the run that a journal names, if one does
record Inventory(
    List<Path> own, List<String> foreign, int open, boolean proven, Optional<UUID> run) {
  private static final Pattern DELETED_WHILE_OPEN = Pattern.compile("\\.nfs[0-9a-f]+");
  private static final int NAMES_SHOWN = 3;

  /// @param run whose folder it is; null if that is not known
  static Inventory of(Path folder, UUID run) throws IOException {
    var own = new ArrayList<Path>();
    var foreign = new ArrayList<String>();
    int open = 0;
    boolean proven = false;
    Optional<UUID> named = Optional.empty();
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        FileHead head = Leftovers.isOwn(file) ? head(file) : null;
        if (DELETED_WHILE_OPEN.matcher(name).matches()) {
          open++;
        } else if (head != null && head.admits(run)) {
          own.add(file);
          proven |= head.proves();
          named = named.or(head::journalRun);
        } else if (!name.equals(FolderLock.FILE) && Files.exists(file, NOFOLLOW_LINKS)) {
          foreign.add(name);
        }
      }
    }
    foreign.sort(null);
    return new Inventory(own, foreign, open, proven, named);
  }

  /// Null unless it is a file that can be read.
  private static FileHead head(Path file) throws IOException {
    try {
      return PlainFile.is(file) ? FileHead.of(file) : null;
    } catch (AccessDeniedException | NoSuchFileException _) {
      return null;
    }
  }

  /// Whether nothing lies there.
  boolean isEmpty() {
    return own.isEmpty() && foreign.isEmpty();
  }

  /// What keeps the folder from being removed once a run's files are gone, as a clause.
  Optional<String> obstacle() {
    if (!foreign.isEmpty()) {
      String names = String.join(", ", foreign.subList(0, Math.min(NAMES_SHOWN, foreign.size())));
      String more = foreign.size() > NAMES_SHOWN ? ", ..." : "";
      return Optional.of("it holds " + names + more + ", which no run made");
    }
    return open == 0
        ? Optional.empty()
        : Optional.of("files deleted from it are still open somewhere");
  }
}
