package org.checkpointschedules.spark;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.checkpointschedules.ensemble.Ensemble;
import org.checkpointschedules.ensemble.MemberOutcome;
import org.checkpointschedules.ensemble.ProgressSum;
import scala.Tuple2;

/// Runs a member where Spark has put it, and cuts its gradient into parts.
///
/// @param ensemble whose members they are
/// @param directory of checkpoints, on the machine where a member runs
/// @param chunks into which gradients are cut
/// @param progress told how far the member has come
record MemberTask(
    Broadcast<Ensemble> ensemble, String directory, Chunks chunks, ProgressAccumulator progress)
    implements PairFlatMapFunction<Integer, PartKey, Part> {

  @Override
  public Iterator<Tuple2<PartKey, Part>> call(Integer member) {
    MemberOutcome outcome =
        MemberOutcome.of(
            ensemble.value(),
            member,
            Path.of(directory),
            ProgressSum.watching(fraction -> progress.tell(member, fraction)),
            place());
    if (TaskContext.get().isInterrupted()) {
      throw new IllegalStateException("the task of member " + member + " was killed");
    }
    progress.tell(member, 1);
    return switch (outcome) {
      case MemberOutcome.Failed(var failure) ->
          List.of(pair(PartKey.OUTCOMES, member, new Part.Failed(failure))).iterator();
      case MemberOutcome.Computed(var report, double[] gradient) -> {
        int digest = Digest.of(gradient);
        var outcomePart = pair(PartKey.OUTCOMES, member, new Part.Completed(report, digest));
        yield Stream.concat(
                Stream.of(outcomePart),
                IntStream.range(0, chunks.count())
                    .mapToObj(chunk ->
                        pair(
                            chunk, member, new Part.Numbers(chunks.copy(gradient, chunk), digest))))
            .iterator();
      }
    };
  }

  private static Tuple2<PartKey, Part> pair(int chunk, int member, Part part) {
    return new Tuple2<>(new PartKey(chunk, member), part);
  }

  private static String place() {
    return "executor " + SparkEnv.get().executorId() + ", process " + ProcessHandle.current().pid();
  }
}
