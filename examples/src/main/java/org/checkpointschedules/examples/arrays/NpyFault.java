package org.checkpointschedules.examples.arrays;

import java.nio.file.Path;
import org.checkpointschedules.InvalidArgumentException;

/// What is wrong with a file, in the words of a refusal.
///
/// @param argument what named the file
record NpyFault(String argument, Path file) {
  private static final String ALLOWED =
      "a .npy file, as numpy.save writes it, of float32 or float64";

  InvalidArgumentException of(String fault) {
    return new InvalidArgumentException(argument, file + " (" + fault + ")", ALLOWED);
  }

  InvalidArgumentException unreadable() {
    return new InvalidArgumentException(argument, file, "a file that can be read");
  }
}
