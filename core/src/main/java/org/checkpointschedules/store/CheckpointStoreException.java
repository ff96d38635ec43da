package org.checkpointschedules.store;

/// A [CheckpointStore] could not do what it was asked: a full disk, a failing device, no memory.
///
/// Its two special cases are [CheckpointMisuseException], where the caller is at fault, and
/// [CheckpointDamagedException], where stored bytes did not come back as they were.
public class CheckpointStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A failure with nothing beneath it.
  ///
  /// @param message what failed, on which key or file
  public CheckpointStoreException(String message) {
    super(message);
  }

  /// A failure that another one caused.
  ///
  /// @param message what failed, on which key or file
  /// @param cause why
  public CheckpointStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
