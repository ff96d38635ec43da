package org.checkpointschedules.spark;

/// A member that was run again, since a machine was lost, gave another gradient than the first
/// time, to the bit: the model is not deterministic, or not the same on all machines. There is no
/// gradient, since a sum could be of pieces of both.
public final class MemberChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The first that was found.
  private final int member;

  MemberChangedException(int member) {
    super("member " + member + " was run again and gave another gradient than the first time");
    this.member = member;
  }

  /// Which.
  ///
  /// @return its number
  public int member() {
    return member;
  }
}
