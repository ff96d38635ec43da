package org.checkpointschedules.spark;

import java.io.Serializable;
import java.util.Comparator;

/// What travels with a part: by it parts are brought together and put in order.
///
/// @param chunk of the gradient; [#OUTCOMES] for how the members ended
/// @param member which
record PartKey(int chunk, int member) implements Serializable {
  static final int OUTCOMES = -1;

  /// By chunk, then by member.
  static final class Order implements Comparator<PartKey>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(PartKey one, PartKey other) {
      int byChunk = Integer.compare(one.chunk, other.chunk);
      return byChunk != 0 ? byChunk : Integer.compare(one.member, other.member);
    }
  }
}
