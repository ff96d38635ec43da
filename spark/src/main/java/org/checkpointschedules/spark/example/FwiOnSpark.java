package org.checkpointschedules.spark.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.ensemble.EnsembleFailedException;
import org.checkpointschedules.ensemble.EnsembleGradient;
import org.checkpointschedules.ensemble.EnsembleProgress;
import org.checkpointschedules.ensemble.LocalExecutor;
import org.checkpointschedules.examples.fwi.FwiEnsemble;
import org.checkpointschedules.spark.SparkExecutor;
import org.checkpointschedules.store.ResultFile;

/// The gradient of `run fwi`, a task for each shot: see the module's README.
public final class FwiOnSpark {
  private FwiOnSpark() {}

  /// Runs the shots on the cluster of `spark.master`, or, with `--threads`, in this process, which
  /// then needs no Spark.
  ///
  /// @param arguments options, as the README has them
  /// @throws IOException if a file cannot be read or written
  public static void main(String[] arguments) throws IOException {
    try {
      run(arguments);
    } catch (InvalidArgumentException | EnsembleFailedException e) {
      System.err.println(e.getMessage());
      System.exit(e instanceof InvalidArgumentException ? 2 : 1);
    }
  }

  private static void run(String[] arguments) throws IOException {
    var known = new ArrayList<>(List.of(Shots.OPTIONS));
    known.addAll(List.of("--directory", "--gradient", "--threads"));
    var options = new Options(arguments, known.toArray(String[]::new));
    FwiEnsemble ensemble = Shots.of(options);
    Optional<Path> file = options.text("--gradient").map(Path::of);
    if (file.isPresent()) {
      tryOut(file.get());
    }
    String directory = options.text("--directory").orElse(System.getProperty("java.io.tmpdir"));
    EnsembleGradient gradient =
        options.text("--threads").isPresent()
            ? LocalExecutor.in(Path.of(directory))
                .threads(options.whole("--threads", 1))
                .observer(printer())
                .run(ensemble)
            : onSpark(ensemble, directory);
    System.out.print(gradient.report().table());
    if (file.isPresent()) {
      write(ensemble, gradient.value(), file.get());
    }
  }

  /// Hours of work are not lost with a disk that is full: elsewhere there may be room.
  private static void write(FwiEnsemble ensemble, double[] gradient, Path file) throws IOException {
    try {
      System.out.println("gradient " + ensemble.writeGradient(gradient, file));
    } catch (IOException e) {
      Path saved = Files.createTempDirectory("checkpoint-result-").resolve(file.getFileName());
      ensemble.writeGradient(gradient, saved);
      throw new IOException(e.getMessage() + "; the gradient is saved as " + saved, e);
    }
  }

  /// Whether the gradient can be written shows before hours of work, as far as it can.
  private static void tryOut(Path file) {
    try {
      ResultFile.tryOut(file, 0);
    } catch (IOException e) {
      throw new InvalidArgumentException(
          "--gradient", file + " (" + e.getMessage() + ")", "a file that can be written");
    }
  }

  private static EnsembleGradient onSpark(FwiEnsemble ensemble, String directory)
      throws IOException {
    try (var context = new JavaSparkContext(LocalCluster.complete(new SparkConf()))) {
      return SparkExecutor.on(context, directory).observer(printer()).run(ensemble);
    }
  }

  /// A line for every tenth of the work.
  private static Consumer<EnsembleProgress> printer() {
    var tenths = new AtomicInteger(-1);
    return progress -> {
      int tenth = (int) (10 * progress.fraction());
      if (tenths.getAndSet(tenth) < tenth) {
        System.err.printf(
            "%3d %%, %d of %d shots done%n", 10 * tenth, progress.completed(), progress.members());
      }
    };
  }
}
