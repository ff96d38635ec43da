package org.checkpointschedules.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.ensemble.Ensemble;
import org.checkpointschedules.ensemble.EnsembleExecutor;
import org.checkpointschedules.ensemble.EnsembleFailedException;
import org.checkpointschedules.ensemble.EnsembleProgress;
import org.checkpointschedules.ensemble.EnsembleReport;
import org.checkpointschedules.ensemble.GradientSink;
import org.checkpointschedules.ensemble.MemberFailure;
import org.checkpointschedules.ensemble.MemberReport;

/// Runs the members of an ensemble on Spark, one task each.
///
/// **The sum.** A task cuts its member's gradient into chunks, under the keys (chunk, member).
/// Spark brings those of one chunk together, sorted by member, and they are added along the tree of
/// [org.checkpointschedules.ensemble.TreeSum], which depends on the number of members alone. So the
/// gradient is, bit for bit, that of a [org.checkpointschedules.ensemble.LocalExecutor], whatever
/// the number of executors and partitions, and of tasks that ran again.
///
/// **What is where.** A member's gradient lies on the executor that computed it, in memory and then
/// in Spark's shuffle files; an executor that adds holds `floor(log2 n) + 1` chunks for `n`
/// members; the driver gets finished sums only, some 64 MiB at a time.
///
/// **Failures.** What a member throws is not tried again; it is in the [EnsembleFailedException]
/// once all have run. What dies with its executor is run again by Spark, on another one, as often
/// as `spark.task.maxFailures` and `spark.stage.maxConsecutiveAttempts` say, members that had
/// completed there included, since their shuffle files are lost too; beyond, Spark's own exception
/// is thrown. Files that a dead executor left in the directory are removed by the next task there.
///
/// Immutable. Several may run in one context.
public final class SparkExecutor implements EnsembleExecutor {
  private static final int CHUNK = 1 << 17;
  private static final long PARTITION_BYTES = 64L << 20;

  private final JavaSparkContext context;
  private final String directory;
  private final int chunk;
  private final Consumer<EnsembleProgress> observer;

  private SparkExecutor(
      JavaSparkContext context, String directory, int chunk, Consumer<EnsembleProgress> observer) {
    this.context = Objects.requireNonNull(context, "context");
    this.directory = Objects.requireNonNull(directory, "directory");
    this.chunk = chunk;
    this.observer = Objects.requireNonNull(observer, "observer");
  }

  /// On this cluster.
  ///
  /// @param context of the cluster
  /// @param directory where each machine keeps its checkpoints: a path on a disk of its own. Not
  ///   one of Spark's own folders, which vanish with the executor and hide what it left
  /// @return an executor
  public static SparkExecutor on(JavaSparkContext context, String directory) {
    return new SparkExecutor(context, directory, CHUNK, _ -> {});
  }

  /// With gradients cut into pieces of so many numbers; 131,072 (1 MiB) without this call.
  ///
  /// @param numbers 1 or more
  /// @return another executor
  public SparkExecutor chunk(int numbers) {
    if (numbers < 1) {
      throw new InvalidArgumentException("chunk", numbers, "1 number or more");
    }
    return new SparkExecutor(context, directory, numbers, observer);
  }

  /// Tells how far it has come, on the driver, at the executors' heartbeats (every 10 s, unless
  /// `spark.executor.heartbeatInterval` says otherwise) and when members end. It cannot disturb the
  /// run: what the observer throws is dropped.
  ///
  /// @param observer told in the run
  /// @return another executor
  public SparkExecutor observer(Consumer<EnsembleProgress> observer) {
    return new SparkExecutor(context, directory, chunk, observer);
  }

  /// @throws MemberChangedException if a member that ran twice gave two gradients; the sink may
  ///   have got the beginning of the sum
  @Override
  public EnsembleReport run(Ensemble ensemble, GradientSink sink) throws IOException {
    EnsembleExecutor.require(ensemble);
    var progress = new ProgressAccumulator();
    context.sc().register(progress, "progress of ensemble members");
    var listener = new ProgressListener(progress, ensemble.members(), observer);
    context.sc().addSparkListener(listener);
    Broadcast<Ensemble> everywhere = context.broadcast(ensemble);
    try {
      return run(ensemble, everywhere, progress, listener, sink);
    } finally {
      everywhere.destroy();
      context.sc().removeSparkListener(listener);
    }
  }

  private EnsembleReport run(
      Ensemble ensemble,
      Broadcast<Ensemble> everywhere,
      ProgressAccumulator progress,
      ProgressListener listener,
      GradientSink sink)
      throws IOException {
    long start = System.nanoTime();
    int members = ensemble.members();
    var chunks = new Chunks(ensemble.gradientLength(), Math.min(chunk, ensemble.gradientLength()));
    var partitions = new ByChunk(chunks.count(), partitions(chunks));
    JavaRDD<Folded> folded =
        context
            .parallelize(IntStream.range(0, members).boxed().toList(), members)
            .flatMapToPair(new MemberTask(everywhere, directory, chunks, progress))
            .repartitionAndSortWithinPartitions(partitions, new PartKey.Order())
            .mapPartitions(new Fold(members))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      var outcomes = new Outcomes(members);
      collect(folded, 0).forEach(outcomes::add);
      listener.end();
      List<MemberReport> reports = outcomes.reports();
      folded.count(); // All partitions are added up at once, then fetched one by one.
      int expected = 0;
      for (int partition = 1; partition < partitions.numPartitions(); partition++) {
        for (Folded result : collect(folded, partition)) {
          var sum = (Folded.Sum) result;
          if (sum.chunk() != expected) {
            throw new IllegalStateException("chunk " + expected + " is missing");
          }
          outcomes.requireSame(sum.digests());
          sink.accept(chunks.first(sum.chunk()), sum.numbers());
          expected++;
        }
      }
      if (expected != chunks.count()) {
        throw new IllegalStateException("chunk " + expected + " is missing");
      }
      return new EnsembleReport(reports, System.nanoTime() - start);
    } finally {
      folded.unpersist(false);
    }
  }

  private static List<Folded> collect(JavaRDD<Folded> folded, int partition) {
    return folded.collectPartitions(new int[] {partition})[0];
  }

  private int partitions(Chunks chunks) {
    long ofMemory = Math.ceilDiv((long) chunks.length() * Double.BYTES, PARTITION_BYTES);
    return (int) Math.min(Math.max(ofMemory, context.defaultParallelism()), chunks.count());
  }

  /// How the members ended.
  private static final class Outcomes {
    private final int members;
    private final List<MemberReport> reports = new ArrayList<>();
    private final List<MemberFailure> failures = new ArrayList<>();
    private final int[] digests;

    Outcomes(int members) {
      this.members = members;
      digests = new int[members];
    }

    void add(Folded folded) {
      switch (((Folded.Outcome) folded).part()) {
        case Part.Completed(MemberReport report, int digest) -> {
          reports.add(report);
          digests[report.member()] = digest;
        }
        case Part.Failed(MemberFailure failure) -> failures.add(failure);
        case Part.Numbers _ -> throw new IllegalStateException("numbers among the outcomes");
      }
    }

    List<MemberReport> reports() {
      if (!failures.isEmpty()) {
        failures.sort(Comparator.comparingInt(MemberFailure::member));
        throw new EnsembleFailedException(members, failures);
      }
      if (reports.size() != members) {
        throw new IllegalStateException(
            "%d outcomes of %d members".formatted(reports.size(), members));
      }
      reports.sort(Comparator.comparingInt(MemberReport::member));
      return reports;
    }

    void requireSame(int[] others) {
      for (int member = 0; member < members; member++) {
        if (others[member] != digests[member]) {
          throw new MemberChangedException(member);
        }
      }
    }
  }
}
