package org.checkpointschedules.store;

import java.nio.file.OpenOption;
import java.util.Optional;

/// The option of the JDK that bypasses the page cache. It lies in the module `jdk.unsupported`,
/// which a runtime image need not have, and whose use the compiler warns of without a way to
/// answer. So it is looked up.
final class DirectIo {
  /// Empty where the runtime has it not.
  static final Optional<OpenOption> OPTION = lookUp();

  private DirectIo() {}

  private static Optional<OpenOption> lookUp() {
    try {
      var options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      return Optional.of((OpenOption) options.getField("DIRECT").get(null));
    } catch (ReflectiveOperationException _) {
      return Optional.empty();
    }
  }
}
