package org.checkpointschedules.ensemble;

import java.io.Serializable;

/// A member of an [Ensemble] that broke off.
///
/// @param member which
/// @param cause what it threw; where that cannot be serialised, a [RemoteException] in its place
public record MemberFailure(int member, Throwable cause) implements Serializable {

  /// An exception that could not travel from where it was thrown.
  public static final class RemoteException extends Exception {
    private static final long serialVersionUID = 1L;

    /// The class of the original.
    private final String type;

    RemoteException(Throwable original) {
      super(String.valueOf(original), null);
      type = original.getClass().getName();
      setStackTrace(original.getStackTrace());
    }

    /// The class of the original.
    ///
    /// @return its name
    public String type() {
      return type;
    }
  }

  /// One line: the member, the exception's class and message.
  @Override
  public String toString() {
    return "member %d: %s"
        .formatted(member, cause instanceof RemoteException ? cause.getMessage() : cause);
  }
}
