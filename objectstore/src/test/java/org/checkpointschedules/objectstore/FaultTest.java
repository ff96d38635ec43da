package org.checkpointschedules.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.checkpointschedules.objectstore.FaultyProxy.Fault;
import org.checkpointschedules.store.CheckpointDamagedException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointNotStoredException;
import org.checkpointschedules.store.CheckpointStore;
import org.checkpointschedules.store.CheckpointStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every fault at every kind of request: the right bytes, or an error of a promised kind.
class FaultTest {
  private static final CheckpointKey SMALL = CheckpointKey.restart(7);
  private static final CheckpointKey LARGE = CheckpointKey.adjoint(7);
  private static final int SMALL_BYTES = 1000;
  private static final int LARGE_BYTES = (5 << 20) + 1000;
  private static final int ATTEMPTS = 4;

  /// Beyond what a busy machine may take for an answer, and, where the fault is silence, not.
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static final Duration IMPATIENT = Duration.ofSeconds(1);

  /// The requests of an opening, and of a put, a get and a delete of both entries.
  private enum Operation {
    HEAD_BUCKET(request -> request.startsWith("HEAD ")),
    LIST(request -> request.matches("GET .*list-type=2.*")),
    PUT_LEASE(request -> request.matches("PUT .*lease.*")),
    PUT(request -> request.matches("PUT .*restart-7-\\d+(\\?.*)?")),
    GET(request -> request.matches("GET .*restart-7-.*")),
    DELETE(request -> request.matches("POST .*\\?delete.*")),
    CREATE_UPLOAD(request -> request.matches("POST .*\\?uploads.*")),
    PUT_PART(request -> request.matches("PUT .*partNumber=1.*")),
    COMPLETE(request -> request.matches("POST .*uploadId=.*")),
    GET_PART(request -> request.matches("GET .*adjoint-7-.*"));

    private final Predicate<String> matches;

    Operation(Predicate<String> matches) {
      this.matches = matches;
    }
  }

  private final String bucket = TestServer.newBucket();
  private FaultyProxy proxy;

  @BeforeEach
  void proxy() throws Exception {
    proxy = new FaultyProxy(TestServer.port());
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
  }

  private Bucket bucket() {
    return bucket(PATIENT);
  }

  private Bucket bucket(Duration timeout) {
    return Bucket.of("s3://" + bucket + "/prefix")
        .endpoint(proxy.endpoint())
        .partBytes(5 << 20)
        .attempts(ATTEMPTS)
        .backOff(Duration.ofMillis(2))
        .timeout(timeout);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SILENCE", "SILENCE_AFTER"})
  void passingFaults(Fault fault) {
    for (Operation operation : Operation.values()) {
      passingFault(fault, operation, PATIENT);
    }
  }

  @Test
  void passingSilence() {
    passingFault(Fault.SILENCE, Operation.PUT, IMPATIENT);
    passingFault(Fault.SILENCE_AFTER, Operation.PUT, IMPATIENT);
    passingFault(Fault.SILENCE, Operation.GET_PART, IMPATIENT);
    passingFault(Fault.SILENCE_AFTER, Operation.COMPLETE, IMPATIENT);
  }

  @Test
  @Tag("heavy")
  void passingSilenceEverywhere() {
    for (Operation operation : Operation.values()) {
      passingFault(Fault.SILENCE, operation, IMPATIENT);
      passingFault(Fault.SILENCE_AFTER, operation, IMPATIENT);
    }
  }

  /// One request of a kind meets the fault, and nothing is seen of it, or it is an error at once,
  /// of a promised kind; and nothing is left in the bucket.
  private void passingFault(Fault fault, Operation operation, Duration timeout) {
    var hits = new AtomicInteger();
    proxy.rule(request ->
        operation.matches.test(request) && hits.getAndIncrement() == 0 ? fault : Fault.NONE);
    String where = fault + " at " + operation;
    boolean wrongRequest = fault == Fault.FLIPPED_REQUEST;
    boolean error =
        fault == Fault.GOSSIP
            || wrongRequest && (operation == Operation.PUT || operation == Operation.PUT_PART);
    // A flipped bit in an upload's name or a list of parts makes another, and in an answer's words
    // other words.
    boolean mayFail =
        error
            || wrongRequest
            || fault == Fault.FLIPPED_ANSWER && operation == Operation.CREATE_UPLOAD;
    try (CheckpointStore store = bucket(timeout).open(2)) {
      cycle(store, operation.ordinal() >= Operation.CREATE_UPLOAD.ordinal());
      assertFalse(error, where + " must be an error");
    } catch (CheckpointMisuseException e) {
      fail(where, e);
    } catch (CheckpointStoreException e) {
      assertTrue(mayFail, () -> where + ": " + trace(e));
      assertHarmless(e);
    }
    assertTrue(hits.get() > 0, where + " was not met");
    assertEquals(List.of(), TestServer.names(bucket), where);
    assertEquals(0, TestServer.uploads(bucket), where);
  }

  private static void cycle(CheckpointStore store, boolean large) {
    CheckpointKey key = large ? LARGE : SMALL;
    int bytes = large ? LARGE_BYTES : SMALL_BYTES;
    Bytes.put(store, key, bytes, 1);
    Bytes.expect(store, key, bytes, 1);
    store.delete(key);
  }

  /// A fault that stays is an error of a promised kind after so many attempts, the store is as it
  /// was, and goes on when the fault is over.
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "NONE",
        "FLIPPED_REQUEST",
        "FLIPPED_ANSWER",
        "TRUNCATED",
        "SILENCE",
        "SILENCE_AFTER"
      })
  void lastingFaults(Fault fault) {
    lastingFault(fault, PATIENT);
  }

  @Test
  @Tag("heavy")
  void lastingSilence() {
    lastingFault(Fault.SILENCE, IMPATIENT);
  }

  private void lastingFault(Fault fault, Duration timeout) {
    try (CheckpointStore store = bucket(timeout).open(2)) {
      Bytes.put(store, SMALL, SMALL_BYTES, 1);
      int before = proxy.requests().size();
      proxy.rule(_ -> fault);
      var got = assertThrows(CheckpointDamagedException.class, () -> store.get(SMALL, _ -> fail()));
      int attempts = proxy.requests().size() - before;
      assertTrue(fault == Fault.GOSSIP ? attempts == 1 : attempts >= ATTEMPTS, "" + attempts);
      assertTrue(attempts <= 2 * ATTEMPTS, attempts + " attempts");
      assertHarmless(got);
      var put = assertThrows(CheckpointStoreException.class, () -> Bytes.put(store, LARGE, 100, 2));
      assertEquals(CheckpointNotStoredException.class, put.getClass());
      assertHarmless(put);
      proxy.rule(_ -> Fault.NONE);
      Bytes.expect(store, SMALL, SMALL_BYTES, 1);
      Bytes.put(store, LARGE, 100, 3);
      Bytes.expect(store, LARGE, 100, 3);
      proxy.rule(_ -> fault);
      assertHarmless(assertThrows(CheckpointStoreException.class, () -> store.delete(LARGE)));
      proxy.rule(_ -> Fault.NONE);
      assertThrows(CheckpointMisuseException.class, () -> store.get(LARGE, _ -> fail()));
    }
    assertEquals(List.of(), TestServer.names(bucket));
  }

  @Test
  void lastingCorruptionIsDamage() {
    try (CheckpointStore store = bucket().open(2)) {
      Bytes.put(store, SMALL, SMALL_BYTES, 1);
      Bytes.put(store, LARGE, LARGE_BYTES, 2);
      for (Fault fault : List.of(Fault.FLIPPED_ANSWER, Fault.TRUNCATED)) {
        proxy.rule(_ -> fault);
        for (CheckpointKey key : List.of(SMALL, LARGE)) {
          assertHarmless(
              assertThrows(
                  CheckpointDamagedException.class,
                  () -> store.get(key, _ -> fail("damaged bytes were handed out"))));
        }
      }
      proxy.rule(_ -> Fault.NONE);
      Bytes.expect(store, LARGE, LARGE_BYTES, 2);
    }
  }

  @Test
  void whatWasAlteredExchangedOrRemovedInTheBucketIsDamage() {
    CheckpointKey other = CheckpointKey.restart(8);
    try (CheckpointStore store = bucket().open(3)) {
      Bytes.put(store, SMALL, SMALL_BYTES, 1);
      Bytes.put(store, other, SMALL_BYTES, 2);
      String name = name("restart-7-");
      String content = TestServer.text(bucket, name);
      for (String wrong :
          List.of(
              content.substring(1),
              content + "x",
              content.substring(0, 200) + "#" + content.substring(201),
              "#" + content.substring(1),
              TestServer.text(bucket, name("restart-8-")))) {
        TestServer.remove(bucket, name);
        TestServer.put(bucket, name, wrong);
        assertThrows(CheckpointDamagedException.class, () -> store.get(SMALL, _ -> fail()));
      }
      TestServer.remove(bucket, name);
      assertThrows(CheckpointDamagedException.class, () -> store.get(SMALL, _ -> fail()));
      store.delete(SMALL);
      Bytes.expect(store, other, SMALL_BYTES, 2);
    }
    assertEquals(List.of(), TestServer.names(bucket));
  }

  private String name(String start) {
    return TestServer.names(bucket).stream()
        .filter(n -> n.contains(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBucketThatVanishes() {
    CheckpointStore store = bucket().open(3);
    Bytes.put(store, SMALL, SMALL_BYTES, 1);
    TestServer.removeBucket(bucket);
    assertThrows(CheckpointDamagedException.class, () -> store.get(SMALL, _ -> fail()));
    for (int bytes : new int[] {100, LARGE_BYTES}) {
      var put =
          assertThrows(CheckpointStoreException.class, () -> Bytes.put(store, LARGE, bytes, 2));
      assertEquals(CheckpointNotStoredException.class, put.getClass());
      assertTrue(put.getMessage().contains("NoSuchBucket"), put.getMessage());
    }
    assertThrows(CheckpointStoreException.class, () -> store.delete(SMALL));
    store.close();
    var wrong = assertThrows(IllegalArgumentException.class, () -> bucket().open(3));
    assertTrue(wrong.getMessage().contains("one that exists"), wrong.getMessage());
  }

  @Test
  void nothingThatIsThereIsOverwrittenOrDeleted() {
    try (CheckpointStore store = bucket().open(3)) {
      String base = TestServer.names(bucket).getFirst().replace("lease", "");
      for (int bytes : new int[] {100, LARGE_BYTES}) {
        String name = base + "restart-7-" + (bytes == 100 ? 0 : 1);
        TestServer.put(bucket, name, "a letter");
        var taken =
            assertThrows(CheckpointStoreException.class, () -> Bytes.put(store, SMALL, bytes, 1));
        assertTrue(taken.getMessage().contains("was there already"), taken.getMessage());
        assertEquals("a letter", TestServer.text(bucket, name));
      }
      assertThrows(CheckpointMisuseException.class, () -> store.get(SMALL, _ -> fail()));
      Bytes.put(store, SMALL, 100, 1);
    }
    assertEquals(2, TestServer.names(bucket).size(), TestServer.names(bucket).toString());
  }

  @Test
  void anEndThatFailsIsAnErrorAndLeavesTheLeaseToBeFound() {
    CheckpointStore store = bucket().open(2);
    Bytes.put(store, SMALL, SMALL_BYTES, 1);
    proxy.rule(_ -> Fault.INTERNAL_ERROR);
    var closing = assertThrows(CheckpointStoreException.class, store::close);
    assertTrue(closing.getMessage().contains("the next run"), closing.getMessage());
    assertTrue(TestServer.names(bucket).stream().anyMatch(name -> name.endsWith("lease")));
    store.close();
  }

  /// No part of a failure repeats the credentials, as this server does.
  private static void assertHarmless(Throwable e) {
    String all = trace(e);
    assertFalse(all.contains(TestServer.SECRET), all);
    assertFalse(all.contains(TestServer.KEY_ID), all);
    assertFalse(all.contains("Signature="), all);
  }

  private static String trace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
