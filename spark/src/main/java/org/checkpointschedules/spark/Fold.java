package org.checkpointschedules.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.checkpointschedules.ensemble.TreeSum;
import scala.Tuple2;

/// Adds up the parts of each chunk of a partition, which come sorted by chunk and member, along the
/// tree of [TreeSum]; hands on outcomes as they are. Holds `floor(log2 members) + 1` chunks at
/// once.
///
/// @param members of the ensemble
record Fold(int members) implements FlatMapFunction<Iterator<Tuple2<PartKey, Part>>, Folded> {

  @Override
  public Iterator<Folded> call(Iterator<Tuple2<PartKey, Part>> parts) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return parts.hasNext();
      }

      @Override
      public Folded next() {
        Tuple2<PartKey, Part> first = parts.next();
        return first._2() instanceof Part.Numbers
            ? sum(first, parts)
            : new Folded.Outcome(first._2());
      }
    };
  }

  /// @throws IllegalStateException if a member's part is missing
  private Folded.Sum sum(Tuple2<PartKey, Part> first, Iterator<Tuple2<PartKey, Part>> rest) {
    int chunk = first._1().chunk();
    var sum = new TreeSum(members);
    var digests = new int[members];
    Tuple2<PartKey, Part> part = first;
    for (int member = 0; member < members; member++) {
      if (member > 0) {
        part = rest.hasNext() ? rest.next() : null;
      }
      if (part == null
          || !part._1().equals(new PartKey(chunk, member))
          || !(part._2() instanceof Part.Numbers(double[] numbers, int digest))) {
        throw new IllegalStateException(
            "chunk %d: the part of member %d is missing".formatted(chunk, member));
      }
      sum.add(member, numbers);
      digests[member] = digest;
    }
    return new Folded.Sum(chunk, sum.result(), digests);
  }
}
