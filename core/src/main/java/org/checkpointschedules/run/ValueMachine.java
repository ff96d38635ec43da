package org.checkpointschedules.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.checkpointschedules.StorageLocation;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointKey.Kind;
import org.checkpointschedules.store.RunFolder;
import org.checkpointschedules.store.StateCodec;

/// Drives a model of the value style: states and adjoint data are references, encoded only for
/// levels that store bytes.
final class ValueMachine<S, D, A> implements Machine {
  private final RecordingModel<S, D, A> model;
  private final Watching<S> watching;
  private final S initial;
  private final Function<? super S, ? extends A> seed;
  private final Codec<S> stateCodec;
  private final Codec<D> dataCodec;
  private final Codec<A> adjointCodec;
  private final PhaseClock clock;
  private final Growth growth;
  private final Map<StorageLocation, Shelf> shelves = new HashMap<>();
  private final Set<StorageLocation> encoded = new HashSet<>();
  private final Tape<D> tape = new Tape<>();
  private S state;
  private A adjoint;

  ValueMachine(
      RecordingModel<S, D, A> model,
      S initial,
      Function<? super S, ? extends A> seed,
      Codec<S> stateCodec,
      Codec<D> dataCodec,
      Codec<A> adjointCodec,
      Levels levels,
      PhaseClock clock,
      Growth growth) {
    this.model = model;
    watching = Watching.of(model);
    this.initial = initial;
    this.seed = seed;
    this.stateCodec = stateCodec;
    this.dataCodec = dataCodec;
    this.adjointCodec = adjointCodec;
    this.clock = clock;
    this.growth = growth;
    for (StorageLocation level : levels.places().keySet()) {
      var store = levels.store(level);
      shelves.put(level, store == null ? new Shelf.Heap() : new Shelf.Stored(store));
      if (levels.encodes(level)) {
        encoded.add(level);
      }
    }
  }

  @Override
  public void begin() {
    state = initial;
    watching.stands(0, initial, false);
  }

  @Override
  public void advance(long n0, long n1) {
    for (long step = n0; step < n1; step++) {
      state = model.forward(step, state);
    }
  }

  @Override
  public void record(long step) {
    tape.put(step, recorded(step));
  }

  @Override
  public long recordTo(StorageLocation level, long step) {
    clock.to(RunPhase.RECORD);
    D data = recorded(step);
    clock.to(RunPhase.STORE);
    return shelves.get(level).put(CheckpointKey.adjoint(step), data, dataCodec);
  }

  @Override
  public long store(StorageLocation level, long step) {
    if (growth.bounded()) {
      growth.state(step, stateCodec.of(state).bytes(state));
    }
    watching.stored(state);
    return shelves.get(level).put(CheckpointKey.restart(step), state, stateCodec);
  }

  @Override
  public long load(StorageLocation level, CheckpointKey key) {
    Shelf shelf = shelves.get(level);
    return switch (key.kind()) {
      case RESTART -> {
        Shelf.Found<S> found = shelf.get(key, stateCodec);
        state = found.value();
        watching.stands(key.step(), state, true);
        yield found.bytes();
      }
      case ADJOINT -> {
        Shelf.Found<D> found = shelf.get(key, dataCodec);
        tape.put(key.step(), found.value());
        yield found.bytes();
      }
    };
  }

  @Override
  public long copy(StorageLocation from, StorageLocation to, CheckpointKey key) {
    return key.kind() == Kind.RESTART
        ? copy(from, to, key, stateCodec)
        : copy(from, to, key, dataCodec);
  }

  private <T> long copy(
      StorageLocation from, StorageLocation to, CheckpointKey key, Codec<T> codec) {
    T value = shelves.get(from).get(key, codec).value();
    return shelves.get(to).put(key, value, codec);
  }

  @Override
  public void delete(StorageLocation level, CheckpointKey key) {
    shelves.get(level).delete(key);
  }

  @Override
  public void seed() {
    adjoint = seed.apply(state);
  }

  @Override
  public void reverse(long step) {
    adjoint = model.adjoint(step, tape.get(step), adjoint);
  }

  @Override
  public void clear(long step) {
    tape.remove(step);
  }

  @Override
  public void clear() {
    tape.removeAll(_ -> {});
  }

  @Override
  public long entryBytes() {
    boolean onHeap = shelves.values().stream().allMatch(shelf -> shelf instanceof Shelf.Heap);
    return onHeap ? 0 : stateCodec.of(initial).bytes(initial);
  }

  @Override
  public long survivorBytes(RunFolder.Survivor survivor) {
    boolean state = survivor.key().kind() == Kind.RESTART;
    return state && encoded.contains(survivor.level())
        ? stateCodec.of(initial).bytes(initial)
        : survivor.bytes();
  }

  @Override
  public long adjointBytes() {
    return 0;
  }

  @Override
  public void saveAdjoint(RunFolder folder, long position) {
    StateCodec<A> codec = adjointCodec.of(adjoint);
    folder.saveAdjoint(position, codec.bytes(adjoint), to -> codec.encode(adjoint, to));
  }

  @Override
  public void loadAdjoint(RunFolder folder, long position) {
    folder.loadAdjoint(from -> adjoint = adjointCodec.chosen().decode(from));
  }

  @Override
  public long tapePeak() {
    return tape.peak();
  }

  /// Puts the forward at the start of `step`, in a state that the model did not compute.
  void stand(long step, S there) {
    watching.first(step, there);
    state = there;
  }

  /// The adjoint where it stands.
  A adjoint() {
    return adjoint;
  }

  @Override
  public void close() {
    shelves.clear();
  }

  private D recorded(long step) {
    Recorded<S, D> recorded = model.record(step, state);
    state = recorded.state();
    D data = recorded.adjointData();
    if (growth.bounded()) {
      growth.data(step, dataCodec.of(data).bytes(data));
    }
    return data;
  }
}
