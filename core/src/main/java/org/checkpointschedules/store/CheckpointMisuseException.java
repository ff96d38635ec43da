package org.checkpointschedules.store;

/// A call that the contract of [CheckpointStore] forbids: a key put twice, a key that is absent, a
/// full store, a closed one.
public final class CheckpointMisuseException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  /// For stores outside of this package.
  ///
  /// @param message which rule was broken, by which key
  public CheckpointMisuseException(String message) {
    super(message);
  }
}
