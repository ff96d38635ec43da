package org.checkpointschedules.cli;

/// A piece of a schedule's lines, as a batch request asks for it.
///
/// @param from the number of actions before it
/// @param count the most actions in it
record Page(long from, int count) {
  /// More would be answers that one side or the other has to hold at once.
  static final int LARGEST = 65_536;
}
