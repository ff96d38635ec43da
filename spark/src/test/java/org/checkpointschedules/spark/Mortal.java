package org.checkpointschedules.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.checkpointschedules.CheckpointSchedule;
import org.checkpointschedules.Forecast;
import org.checkpointschedules.ensemble.Ensemble;
import org.checkpointschedules.ensemble.MemberGradient;
import org.checkpointschedules.run.ActionEvent;
import org.checkpointschedules.run.RunObserver;

/// An ensemble of which one member, the first time that it runs, stops in the middle and waits to
/// be killed with its process, whose number it writes to a file.
record Mortal(Ensemble ensemble, int victim, long action, String processFile) implements Ensemble {

  @Override
  public int members() {
    return ensemble.members();
  }

  @Override
  public int gradientLength() {
    return ensemble.gradientLength();
  }

  @Override
  public MemberGradient run(int member, Path directory, RunObserver observer) throws Exception {
    boolean waits = member == victim && Files.notExists(Path.of(processFile));
    return ensemble.run(member, directory, waits ? new Waiting(observer) : observer);
  }

  private final class Waiting implements RunObserver {
    private final RunObserver observer;

    Waiting(RunObserver observer) {
      this.observer = observer;
    }

    @Override
    public void start(CheckpointSchedule schedule, Forecast forecast) {
      observer.start(schedule, forecast);
    }

    @Override
    public void action(ActionEvent event) {
      if (event.number() == action) {
        try {
          Path file = Path.of(processFile);
          Path whole = file.resolveSibling("unfinished");
          Files.writeString(whole, "" + ProcessHandle.current().pid());
          Files.move(whole, file);
          while (true) {
            Thread.sleep(1_000);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
