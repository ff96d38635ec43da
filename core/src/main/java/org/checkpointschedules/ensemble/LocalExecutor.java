package org.checkpointschedules.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.checkpointschedules.InvalidArgumentException;

/// Runs the members of an ensemble in this process: one after the other, or several at a time.
///
/// Memory, beside what `threads` members need: of gradients, `floor(log2 n) + 1` for `n` members
/// one after the other; with threads more, by as many as members complete out of order.
///
/// Immutable.
public final class LocalExecutor implements EnsembleExecutor {
  private final Path directory;
  private final int threads;
  private final Consumer<EnsembleProgress> observer;

  private LocalExecutor(Path directory, int threads, Consumer<EnsembleProgress> observer) {
    this.directory = directory;
    this.threads = threads;
    this.observer = observer;
  }

  /// One member after the other.
  ///
  /// @param directory where their checkpoints lie
  /// @return an executor
  public static LocalExecutor in(Path directory) {
    return new LocalExecutor(directory, 1, _ -> {});
  }

  /// So many members at a time.
  ///
  /// @param number 1 or more
  /// @return another executor
  public LocalExecutor threads(int number) {
    if (number < 1) {
      throw new InvalidArgumentException("threads", number, "1 or more");
    }
    return new LocalExecutor(directory, number, observer);
  }

  /// Tells how far it has come, from the threads of the members, one at a time. It cannot disturb
  /// the run: what the observer throws is dropped.
  ///
  /// @param observer told in the run
  /// @return another executor
  public LocalExecutor observer(Consumer<EnsembleProgress> observer) {
    return new LocalExecutor(directory, threads, observer);
  }

  @Override
  public EnsembleReport run(Ensemble ensemble, GradientSink sink) throws IOException {
    EnsembleExecutor.require(ensemble);
    long start = System.nanoTime();
    var sum = new TreeSum(ensemble.members());
    var reports = new ArrayList<MemberReport>();
    var failures = new ArrayList<MemberFailure>();
    var progress = new ProgressSum(ensemble.members());
    ThreadFactory names = Thread.ofPlatform().name("member thread ", 0).factory();
    try (var pool = Executors.newFixedThreadPool(threads, names)) {
      var completion = new ExecutorCompletionService<MemberOutcome>(pool);
      try {
        for (int i = 0; i < ensemble.members(); i++) {
          int member = i;
          completion.submit(() -> outcome(ensemble, member, progress));
        }
        for (int i = 0; i < ensemble.members(); i++) {
          switch (completion.take().get()) {
            case MemberOutcome.Computed(MemberReport report, double[] gradient) -> {
              reports.add(report);
              if (failures.isEmpty()) {
                sum.add(report.member(), gradient);
              }
            }
            case MemberOutcome.Failed(MemberFailure failure) -> failures.add(failure);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted before all members had run", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("a member could not be run", e.getCause());
      } finally {
        pool.shutdownNow();
      }
    }
    if (!failures.isEmpty()) {
      failures.sort(Comparator.comparingInt(MemberFailure::member));
      throw new EnsembleFailedException(ensemble.members(), failures);
    }
    reports.sort(Comparator.comparingInt(MemberReport::member));
    sink.accept(0, sum.result());
    return new EnsembleReport(reports, System.nanoTime() - start);
  }

  private MemberOutcome outcome(Ensemble ensemble, int member, ProgressSum progress) {
    MemberOutcome outcome =
        MemberOutcome.of(
            ensemble,
            member,
            directory,
            ProgressSum.watching(fraction -> tell(progress, member, fraction)),
            Thread.currentThread().getName());
    tell(progress, member, 1);
    return outcome;
  }

  private void tell(ProgressSum progress, int member, double fraction) {
    synchronized (progress) {
      progress.tell(member, fraction);
      try {
        observer.accept(progress.progress());
      } catch (RuntimeException _) {
        // Dropped: see observer().
      }
    }
  }
}
