package org.checkpointschedules.plot;

/// What a pen is told while a [Playback] plays. Times never lie beyond the time played so far, and
/// the beginnings of lives and occupancies may lie far back.
///
/// A place is a level by its index, or [Playback#tape()].
interface Strokes {
  /// The forward moves from step `n0` to `n1 >= n0` between these times; equal steps are a wait
  /// while data is written.
  default void forward(double t0, double t1, long n0, long n1, boolean records) {}

  /// The adjoint moves from step `n0` to `n1 <= n0` between these times; equal steps are a wait.
  default void adjoint(double t0, double t1, long n0, long n1) {}

  /// An entry of a level comes to working storage.
  ///
  /// @param restart whether it restarts the forward; else it is adjoint data alone
  default void load(double t0, double t1, int level, long step, boolean restart) {}

  /// An entry was held between these times.
  ///
  /// @param restart as in [#load]
  /// @param kept whether it was still there when the last action ended
  default void life(int level, long step, double t0, double t1, boolean restart, boolean kept) {}

  /// A place held so many entries, or steps, between these times.
  default void occupancy(int place, double t0, double t1, long held) {}
}
