package org.checkpointschedules.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The observers of a run, of which none can disturb it.
final class Observers {
  private final List<RunObserver> listening;
  private final List<String> notes;

  /// @param notes where to note an observer that threw
  Observers(List<RunObserver> observers, List<String> notes) {
    listening = new ArrayList<>(observers);
    this.notes = notes;
  }

  boolean none() {
    return listening.isEmpty();
  }

  /// Tells each observer; drops the one that throws, whatever it throws.
  void tell(Consumer<RunObserver> message) {
    listening.removeIf(observer -> {
      try {
        message.accept(observer);
        return false;
      } catch (Throwable t) {
        notes.add("observer " + observer.getClass().getName() + " threw, and was dropped: " + t);
        return true;
      }
    });
  }
}
