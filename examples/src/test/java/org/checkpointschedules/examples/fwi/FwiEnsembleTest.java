package org.checkpointschedules.examples.fwi;

import static org.checkpointschedules.StorageLocation.DISK;
import static org.checkpointschedules.StorageLocation.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.ensemble.EnsembleFailedException;
import org.checkpointschedules.ensemble.EnsembleGradient;
import org.checkpointschedules.ensemble.LocalExecutor;
import org.checkpointschedules.examples.Outcome;
import org.checkpointschedules.plan.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FwiEnsembleTest {
  private static final FwiSettings SETTINGS =
      FwiSettings.builder().shots(5).steps(60).threads(1).build();

  @TempDir Path directory;

  private static FwiEnsemble ensemble() {
    return new FwiEnsemble(
        SETTINGS, steps -> Problem.steps(steps).level(RAM, 2).level(DISK, 3).plan());
  }

  private static FwiEnsemble travelled(FwiEnsemble ensemble) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(ensemble);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (FwiEnsemble) in.readObject();
    }
  }

  @Test
  void givesTheGradientFileOfFwiAfterItHasTravelledToo() throws Exception {
    Path expected = directory.resolve("fwi.f32");
    Outcome outcome;
    try (var fwi = new Fwi(SETTINGS)) {
      outcome = fwi.run(Problem.steps(60).level(RAM, 4).plan(), Optional.of(directory), List.of());
      outcome.writeGradient(expected);
    }
    FwiEnsemble ensemble = travelled(ensemble());
    EnsembleGradient gradient = LocalExecutor.in(directory).threads(2).run(ensemble);
    assertEquals(outcome.objective(), gradient.objective());
    assertArrayEquals(outcome.gradient(), gradient.value());
    Path file = directory.resolve("ensemble.f32");
    assertEquals(2, ensemble.writeGradient(gradient.value(), file).size());
    assertEquals(-1, Files.mismatch(expected, file));
  }

  @Test
  void aScheduleOfAnotherLengthFailsEveryShot() {
    var ensemble =
        new FwiEnsemble(SETTINGS, steps -> Problem.steps(steps + 1).level(RAM, 2).plan());
    LocalExecutor executor = LocalExecutor.in(directory);
    var failed = assertThrows(EnsembleFailedException.class, () -> executor.run(ensemble));
    assertEquals(5, failed.failures().size());
  }

  @Test
  void whatFwiRefusesIsRefusedWhenItIsMade() {
    FwiSettings settings = FwiSettings.builder().frequency(1_000).build();
    assertThrows(
        InvalidArgumentException.class,
        () -> new FwiEnsemble(settings, steps -> Problem.steps(steps).level(RAM, 2).plan()));
  }
}
