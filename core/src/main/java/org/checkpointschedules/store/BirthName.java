package org.checkpointschedules.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// The names under which runs make folders: `checkpoints-`, 16 random digits, and the CRC-32C of
/// what stands before it. So an empty folder without a marker, of a run that was killed between the
/// making of the two, is known by its name: one that somebody else chose passes for one of these
/// once in four billion times, if it has its form.
final class BirthName {
  private static final Pattern FORM =
      Pattern.compile("(" + Leftovers.FOLDER + "[0-9a-f]{16})-([0-9a-f]{8})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private BirthName() {}

  /// A new one.
  static Path in(Path directory) {
    String name = "%s%016x".formatted(Leftovers.FOLDER, RANDOM.nextLong());
    return directory.resolve(name + "-" + proof(name));
  }

  /// Whether a folder was born under its name.
  static boolean has(Path folder) {
    Matcher matcher = FORM.matcher(folder.getFileName().toString());
    return matcher.matches() && matcher.group(2).equals(proof(matcher.group(1)));
  }

  private static String proof(String name) {
    var crc = new CRC32C();
    crc.update(name.getBytes(StandardCharsets.ISO_8859_1));
    return "%08x".formatted(crc.getValue());
  }
}
