package org.checkpointschedules.spark;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.api.java.JavaSparkContext;
import org.checkpointschedules.ensemble.EnsembleGradient;
import org.checkpointschedules.ensemble.EnsembleProgress;
import org.checkpointschedules.ensemble.LocalExecutor;
import org.checkpointschedules.examples.fwi.Fwi;
import org.checkpointschedules.examples.fwi.FwiEnsemble;
import org.checkpointschedules.examples.fwi.FwiSettings;
import org.checkpointschedules.plan.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Eight shots on two executors, one of which is killed in the middle of a shot: the gradient file
/// is, byte for byte, that of `run fwi`, and the dead executor's checkpoints are gone.
class FwiOnClusterTest {
  private static final int SHOTS = 8;

  @TempDir Path directory;

  @Test
  @Tag("spark")
  void aKilledExecutorDoesNotChangeTheGradientFile() throws Exception {
    kill(FwiSettings.builder().shots(SHOTS).steps(200).threads(1).build());
  }

  @Test
  @Tag("heavy")
  void norOnMarmousi() throws Exception {
    Path marmousi = Path.of("../../shared/data/marmousi_vp_1601x401.f32");
    assumeTrue(Files.exists(marmousi), "the Marmousi model is not beside the repository");
    kill(
        FwiSettings.builder()
            .velocity(marmousi)
            .shape(1601, 401)
            .spacing(7.5)
            .shots(SHOTS)
            .steps(60)
            .threads(1)
            .build());
  }

  private void kill(FwiSettings settings) throws Exception {
    var ensemble =
        new FwiEnsemble(
            settings, steps -> Problem.steps(steps).level(RAM, 3).level(DISK, 5).plan());
    Path serial = directory.resolve("serial.f32");
    try (var fwi = new Fwi(settings)) {
      fwi.run(
              Problem.steps(settings.steps()).level(RAM, 4).plan(),
              Optional.of(directory.resolve("serial")),
              List.of())
          .writeGradient(serial);
    }
    Path local = directory.resolve("local.f32");
    EnsembleGradient oneProcess = LocalExecutor.in(directory.resolve("local")).run(ensemble);
    ensemble.writeGradient(oneProcess.value(), local);

    Path node = directory.resolve("node");
    Path process = directory.resolve("process");
    Path cluster = directory.resolve("cluster.f32");
    try (JavaSparkContext context = Cluster.of("local-cluster[2,1,1024]")) {
      var mortal = new Mortal(ensemble, SHOTS / 2, settings.steps() / 2, process.toString());
      List<EnsembleProgress> told = new CopyOnWriteArrayList<>();
      SparkExecutor executor =
          SparkExecutor.on(context, node.toString()).chunk(1_000).observer(told::add);
      var run = CompletableFuture.supplyAsync(() -> executor.run(mortal));
      // That a member has begun, and not ended, comes with a heartbeat.
      while (!run.isDone()
          && (Files.notExists(process)
              || told.stream().noneMatch(progress -> progress.begun() > progress.completed()))) {
        Thread.sleep(50);
      }
      long victim = Long.parseLong(Files.readString(process));
      assertFalse(checkpoints(node).isEmpty(), "the shot has checkpoints on disk");
      ProcessHandle.of(victim).orElseThrow().destroyForcibly();
      EnsembleGradient gradient = run.get();
      ensemble.writeGradient(gradient.value(), cluster);
      assertEquals(new EnsembleProgress(SHOTS, SHOTS, SHOTS, 1), told.getLast());
      assertEquals(oneProcess.objective(), gradient.objective());
      assertEquals(oneProcess.report().counted(), gradient.report().counted());
      assertEquals(List.of(), gradient.report().differences());
      assertTrue(
          gradient.report().members().stream().noneMatch(m -> m.place().endsWith(" " + victim)),
          "what the dead executor had done was done again");
    }
    assertEquals(-1, Files.mismatch(serial, local));
    assertEquals(-1, Files.mismatch(serial, cluster));
    assertEquals(List.of(), checkpoints(node));
  }

  private static List<Path> checkpoints(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }
}
