package org.checkpointschedules.store;

/// Stored bytes did not come back as they were put: altered, truncated, exchanged, gone, or of
/// another run. The store never hands such bytes out.
public final class CheckpointDamagedException extends CheckpointStoreException {
  private static final long serialVersionUID = 1L;

  private final transient CheckpointKey key;

  /// Data that can be read, but are not what was put.
  ///
  /// @param key what was asked for
  /// @param damage what is wrong with it, and where
  public CheckpointDamagedException(CheckpointKey key, String damage) {
    super("the " + key + " is damaged: " + damage);
    this.key = key;
  }

  /// Data that cannot be read.
  ///
  /// @param key what was asked for
  /// @param damage what is wrong with it, and where
  /// @param cause what made it unreadable
  public CheckpointDamagedException(CheckpointKey key, String damage, Throwable cause) {
    super("the " + key + " is damaged: " + damage, cause);
    this.key = key;
  }

  /// {@return what was asked for}
  public CheckpointKey key() {
    return key;
  }
}
