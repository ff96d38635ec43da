package org.checkpointschedules.foreign;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A file in the short time in which it has a name: locked while it has, so that what a process
/// that was killed in that time left is known and removed by the next one.
final class SlotName {
  private static final String PREFIX = "checkpoint-slot-";

  /// Those of this process. Where a process closes any channel on a file, it loses its locks on it:
  /// so these are not opened again.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private SlotName(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// A new file. First go those that dead processes left.
  static SlotName in(Path folder) throws IOException {
    Path real = folder.toRealPath();
    sweep(real);
    while (true) {
      Path path = real.resolve(PREFIX + UUID.randomUUID());
      HELD.add(path);
      try {
        Optional<SlotName> locked = locked(path);
        if (locked.isPresent()) {
          return locked.get();
        }
        HELD.remove(path);
      } catch (IOException e) {
        HELD.remove(path);
        Files.deleteIfExists(path);
        throw e;
      }
    }
  }

  private static Optional<SlotName> locked(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE), ownerOnly(path));
    try {
      // Another process that sweeps may have taken it for a dead one's before it was locked.
      if (channel.tryLock() != null && Files.exists(path)) {
        return Optional.of(new SlotName(path, channel));
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void sweep(Path folder) {
    try (var files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        if (Files.isRegularFile(file, NOFOLLOW_LINKS) && !HELD.contains(file)) {
          sweepOne(file);
        }
      }
    } catch (IOException _) {
      // What cannot be listed stays.
    }
  }

  private static void sweepOne(Path file) {
    try (var channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS))) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // Another user's, or gone meanwhile.
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /// Deletes the file; mappings stay. Done once.
  void delete() {
    if (!HELD.contains(path)) {
      return;
    }
    try (channel) {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // Then something else removed it, or the folder is gone.
    } finally {
      HELD.remove(path);
    }
  }
}
