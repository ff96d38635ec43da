package org.checkpointschedules.run;

import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.StateCodec;

/// The codec of one kind of value: the one given, or else the built-in one for the class of the
/// first value that needs it.
final class Codec<T> {
  private final String what;
  private StateCodec<T> chosen;

  /// @param what the values, in messages
  /// @param given may be null
  Codec(String what, StateCodec<T> given) {
    this.what = what;
    chosen = given;
  }

  /// @throws InvalidArgumentException if none was given and none comes with the library
  StateCodec<T> of(T value) {
    if (chosen == null) {
      chosen =
          StateCodec.builtIn(value)
              .orElseThrow(() ->
                  new InvalidArgumentException(
                      what + " codec",
                      "not given for " + value.getClass().getTypeName(),
                      "codec(...), since a level that stores bytes, or checked(), needs one for"
                          + " anything but double[] and float[]"));
    }
    return chosen;
  }

  /// Whether there is one for this value.
  boolean knows(T value) {
    return chosen != null || StateCodec.builtIn(value).isPresent();
  }

  /// The codec that an earlier value settled.
  StateCodec<T> chosen() {
    return chosen;
  }
}
