package org.checkpointschedules.objectstore;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An S3 server in this process, one for all tests, that checks signatures. Its credentials are
/// where the SDK's chain looks first.
final class TestServer {
  static final String KEY_ID = "AKIDOFTHETESTS";
  static final String SECRET = "secret+of/the+tests";

  private static final BlobStore BLOBS = new TransientNio2BlobStore();
  private static final S3Proxy SERVER = start();

  private TestServer() {}

  private static S3Proxy start() {
    System.setProperty("aws.accessKeyId", KEY_ID);
    System.setProperty("aws.secretAccessKey", SECRET);
    try {
      S3Proxy server =
          S3Proxy.builder()
              .blobStore(BLOBS)
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
              .build();
      server.start();
      return server;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static int port() {
    return SERVER.getPort();
  }

  /// A new, empty bucket.
  static String newBucket() {
    return newBucket("b-" + UUID.randomUUID());
  }

  static String newBucket(String name) {
    if (SERVER.getPort() <= 0) {
      throw new IllegalStateException();
    }
    BLOBS.createContainer(name);
    return name;
  }

  /// The bucket with quick retries, not through faults.
  static Bucket direct(String bucket) {
    return Bucket.of("s3://" + bucket + "/some/prefix")
        .endpoint(URI.create("http://127.0.0.1:" + port()));
  }

  static List<String> names(String bucket) {
    var request = ListObjectsV2Request.builder().bucket(bucket).build();
    return BLOBS.list(request).contents().stream().map(S3Object::key).sorted().toList();
  }

  static int uploads(String bucket) {
    return BLOBS.listMultipartUploads(bucket).size();
  }

  static void put(String bucket, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    BLOBS.putBlob(
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(name)
            .contentLength((long) bytes.length)
            .build(),
        new ByteArrayInputStream(bytes));
  }

  static String text(String bucket, String name) {
    try (var in = BLOBS.getBlob(bucket, name)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static void remove(String bucket, String name) {
    BLOBS.removeBlob(bucket, name);
  }

  static void removeBucket(String bucket) {
    BLOBS.deleteContainer(bucket);
  }
}
