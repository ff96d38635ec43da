package org.checkpointschedules.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/// A file that is one: regular, and no link to one. Pipes, devices and folders are told from it
/// before anything is opened, since who opens a pipe waits for its other end.
final class PlainFile {
  private PlainFile() {}

  static boolean is(Path file) {
    return Files.isRegularFile(file, NOFOLLOW_LINKS);
  }

  /// @throws FileSystemException if it is not one, or nothing is there
  static void require(Path file) throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "no regular file");
    }
  }

  static FileChannel open(Path file, OpenOption[] options, OpenOption... more) throws IOException {
    require(file);
    return FileChannel.open(file, OwnFolder.with(options, more));
  }

  /// Opens a file for reading that an interrupt does not cut short.
  static InputStream read(Path file) throws IOException {
    require(file);
    return new FileInputStream(file.toFile());
  }

  /// What bears a name.
  enum Kind {
    NOTHING,
    /// A regular file of this name alone.
    PLAIN,
    /// A regular file that has other names too: what is written into it changes under those as
    /// well. Not told where the file system does not tell.
    LINKED,
    OTHER
  }

  /// Asked once, since that can take longer than the access itself.
  static Kind kind(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    try {
      Map<String, Object> attributes =
          Files.readAttributes(
              file, unix ? "unix:isRegularFile,nlink" : "isRegularFile", NOFOLLOW_LINKS);
      if (!attributes.get("isRegularFile").equals(true)) {
        return Kind.OTHER;
      }
      return unix && (int) attributes.get("nlink") > 1 ? Kind.LINKED : Kind.PLAIN;
    } catch (NoSuchFileException _) {
      return Kind.NOTHING;
    }
  }
}
