package org.checkpointschedules.objectstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.CheckpointKey;
import org.checkpointschedules.store.CheckpointMisuseException;
import org.checkpointschedules.store.CheckpointStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
  private static final Bucket BUCKET = Bucket.of("s3://bucket");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bucket",
        "http://bucket/x",
        "s3://",
        "s3://b",
        "s3://UPPER/x",
        "s3://bucket//x",
        "s3://bucket/x//y",
        "s3://bucket//",
        "s3://bucket/x?y",
        "s3://bucket/ä",
        "s3://user:secret@bucket/x"
      })
  void malformedPlacesAreRefused(String url) {
    assertThrows(InvalidArgumentException.class, () -> Bucket.of(url));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThrows(InvalidArgumentException.class, () -> BUCKET.attempts(0));
    assertThrows(InvalidArgumentException.class, () -> BUCKET.partBytes((5 << 20) - 1));
    assertThrows(InvalidArgumentException.class, () -> BUCKET.lease(Duration.ZERO));
    assertThrows(InvalidArgumentException.class, () -> BUCKET.timeout(Duration.ofDays(366)));
    assertThrows(InvalidArgumentException.class, () -> BUCKET.grace(Duration.ofNanos(-1)));
    assertThrows(InvalidArgumentException.class, () -> BUCKET.region("Frankfurt am Main"));
    assertThrows(InvalidArgumentException.class, () -> BUCKET.open(-1));
    for (String server : new String[] {"ftp://host", "host:80", "http:///x", "http://h?x=y"}) {
      assertThrows(
          InvalidArgumentException.class, () -> BUCKET.endpoint(URI.create(server)), server);
    }
  }

  @Test
  void credentialsInAnEndpointAreRefusedAndNotRepeated() {
    var refused =
        assertThrows(
            InvalidArgumentException.class,
            () -> BUCKET.endpoint(URI.create("http://user:secret@host:9000")));
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }

  @Test
  void thePrefixIsAFolder() {
    assertEquals("s3://bucket/", BUCKET.toString());
    assertEquals("s3://bucket/a/b/", Bucket.of("s3://bucket/a/b").toString());
    assertEquals("s3://bucket/a/b/", Bucket.of("s3://bucket/a/b/").toString());
  }

  @Test
  void wrongCredentialsAreAnErrorBeforeAnyWork() {
    String bucket = TestServer.newBucket();
    String secret = System.setProperty("aws.secretAccessKey", "wrong+secret");
    try {
      var refused =
          assertThrows(CheckpointStoreException.class, () -> TestServer.direct(bucket).open(1));
      assertFalse(refused.toString().contains("wrong+secret"), refused.toString());
    } finally {
      System.setProperty("aws.secretAccessKey", secret);
    }
  }

  @Test
  void slotsAreLimited() {
    try (var store = TestServer.direct(TestServer.newBucket()).open(1)) {
      Bytes.put(store, CheckpointKey.restart(0), 8, 1);
      assertThrows(
          CheckpointMisuseException.class, () -> Bytes.put(store, CheckpointKey.restart(1), 8, 1));
      store.delete(CheckpointKey.restart(0));
      Bytes.put(store, CheckpointKey.restart(1), 8, 1);
    }
  }

  @Test
  void noRequestFailsWhereNothingIsWrong() {
    String bucket = TestServer.newBucket();
    try (var store = TestServer.direct(bucket).attempts(1).open(1)) {
      for (int i = 0; i < 60; i++) {
        var key = CheckpointKey.restart(i);
        Bytes.put(store, key, 1_600, i);
        Bytes.expect(store, key, 1_600, i);
        store.delete(key);
      }
    }
  }
}
