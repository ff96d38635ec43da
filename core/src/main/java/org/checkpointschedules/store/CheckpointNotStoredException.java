package org.checkpointschedules.store;

/// An entry could not be written: a full disk, an exceeded quota, a failing device. The store is as
/// it was before the `put`.
///
/// A run that was told to plans anew with the slots that the level has taken so far.
public final class CheckpointNotStoredException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  private final transient CheckpointKey key;

  /// A write that failed.
  ///
  /// @param key what was put
  /// @param reason why it was not stored, and where
  /// @param cause what the system said
  public CheckpointNotStoredException(CheckpointKey key, String reason, Throwable cause) {
    super("could not write the " + key + reason, cause);
    this.key = key;
  }

  /// {@return what was put}
  public CheckpointKey key() {
    return key;
  }
}
