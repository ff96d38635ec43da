package org.checkpointschedules.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/// An S3 server in this process with a bucket named `bucket`, that checks signatures. While it is
/// open the SDK finds its credentials.
final class S3Server implements AutoCloseable {
  private static final String KEY_ID = "AKIDOFTHETESTS";
  private static final String SECRET = "secret+of/the+tests";

  /// Told of an object before it is put or got, by the thread that does it.
  interface Watch {
    void before(boolean put, String name) throws IOException, InterruptedException;
  }

  private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
  private final S3Proxy server;
  private volatile Watch watch = (_, _) -> {};

  S3Server() throws Exception {
    System.setProperty("aws.accessKeyId", KEY_ID);
    System.setProperty("aws.secretAccessKey", SECRET);
    blobs.createContainer("bucket");
    server =
        S3Proxy.builder()
            .blobStore(new Watched())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, KEY_ID, SECRET)
            .build();
    server.start();
  }

  private final class Watched extends ForwardingBlobStore {
    Watched() {
      super(blobs);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
      tell(true, request.key());
      return super.putBlob(request, content);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      tell(false, request.key());
      return super.getBlob(request);
    }

    private void tell(boolean put, String name) {
      try {
        watch.before(put, name);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void watch(Watch watch) {
    this.watch = watch;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /// What a process finds its credentials in.
  static Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", KEY_ID, "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  /// The names of all objects.
  List<String> names() {
    return blobs.list("bucket").contents().stream().map(S3Object::key).sorted().toList();
  }

  String text(String name) throws IOException {
    try (var in = blobs.getBlob("bucket", name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void put(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    blobs.putBlob(
        PutObjectRequest.builder()
            .bucket("bucket")
            .key(name)
            .contentLength((long) bytes.length)
            .build(),
        new ByteArrayInputStream(bytes));
  }

  @Override
  public void close() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    blobs.close();
  }
}
