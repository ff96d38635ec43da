package org.checkpointschedules.objectstore;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.checkpointschedules.InvalidArgumentException;
import org.checkpointschedules.store.CheckpointStoreException;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The requests of this package, on one bucket. Each is repeated by the rules of [Bucket], and
/// throws what the SDK does, for [Failure] to put into words.
final class ObjectClient implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final int ATTEMPT_TIMEOUTS = 10;

  /// More bytes than a lease or the header of an entry has.
  private static final int START = 1024;

  /// What S3 allows.
  private static final int MOST_DELETED_AT_ONCE = 1_000;

  private final S3Client s3;
  private final SdkHttpClient http;
  private final String bucket;
  private final DefaultCredentialsProvider credentials;

  private ObjectClient(
      S3Client s3, SdkHttpClient http, String bucket, DefaultCredentialsProvider credentials) {
    this.s3 = s3;
    this.http = http;
    this.bucket = bucket;
    this.credentials = credentials;
  }

  /// @throws InvalidArgumentException if no region is configured
  /// @throws CheckpointStoreException if there are no credentials
  static ObjectClient connect(Bucket bucket) {
    Region region = region(bucket);
    var credentials = DefaultCredentialsProvider.builder().build();
    try {
      credentials.resolveCredentials();
    } catch (RuntimeException e) {
      credentials.close();
      // Not the cause: it repeats what providers say of their configuration.
      throw new CheckpointStoreException(
          "no credentials for %s were found by the AWS SDK's chain: system properties, environment, web identity, profile, container, instance"
              .formatted(bucket));
    }
    var backOff = BackoffStrategy.exponentialDelay(bucket.backOff(), LONGEST_WAIT);
    var strategy =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(bucket.attempts())
            .backoffStrategy(backOff)
            .throttlingBackoffStrategy(backOff)
            .circuitBreakerEnabled(false)
            .retryOnException(ObjectClient::isWorthAnother)
            .build();
    var http =
        new HonestHttpClient(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(bucket.timeout())
                .socketTimeout(bucket.timeout())
                .build());
    var builder =
        S3Client.builder()
            .region(region)
            .credentialsProvider(credentials)
            .httpClient(http)
            .overrideConfiguration(options ->
                options
                    .retryStrategy(strategy)
                    .apiCallAttemptTimeout(bucket.timeout().multipliedBy(ATTEMPT_TIMEOUTS)))
            // Not in chunks: a server that has all the data may answer and hang up before the empty
            // chunk at the end has come, and the client takes that for a put that failed.
            .serviceConfiguration(
                options -> options.expectContinueEnabled(false).chunkedEncodingEnabled(false));
    bucket.endpoint().ifPresent(server -> builder.endpointOverride(server).forcePathStyle(true));
    return new ObjectClient(builder.build(), http, bucket.bucket(), credentials);
  }

  /// Besides what the SDK tries again: an answer that makes no sense, as one that was cut off, and
  /// what S3 answers to a conditional put that meets another of its name under way.
  private static boolean isWorthAnother(Throwable e) {
    return e instanceof AwsServiceException service
        ? service.statusCode() == 409
        : e instanceof SdkClientException && !(e instanceof AbortedException);
  }

  private static Region region(Bucket bucket) {
    if (bucket.region().isPresent()) {
      return Region.of(bucket.region().get());
    }
    boolean elsewhere = bucket.endpoint().isPresent();
    // Of another server the instance's metadata know nothing.
    var chain =
        elsewhere
            ? new AwsRegionProviderChain(
                new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
            : DefaultAwsRegionProviderChain.builder().build();
    try {
      return chain.getRegion();
    } catch (RuntimeException e) {
      if (elsewhere) {
        return Region.US_EAST_1;
      }
      throw new InvalidArgumentException(
          "region", "not configured", "one in AWS_REGION, in a profile, or given");
    }
  }

  S3Client s3() {
    return s3;
  }

  String bucket() {
    return bucket;
  }

  /// The server's clock, to the second.
  ///
  /// @throws InvalidArgumentException if there is no such bucket
  /// @throws CheckpointStoreException if it cannot be asked
  Instant serverTime() {
    try {
      Optional<String> date =
          s3.headBucket(request -> request.bucket(bucket))
              .sdkHttpResponse()
              .firstMatchingHeader("Date");
      if (date.isPresent()) {
        return ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      }
    } catch (DateTimeParseException _) {
      // Refused below, as one that is missing.
    } catch (RuntimeException e) {
      if (Failure.absent(e)) {
        throw new InvalidArgumentException("bucket", bucket, "one that exists");
      }
      throw failed("the bucket " + bucket + " cannot be used", e);
    }
    throw new CheckpointStoreException("the server of " + bucket + " does not tell the time");
  }

  /// Puts a small object, whether there is one or not.
  void put(String name, String text) {
    s3.putObject(
        request -> request.bucket(bucket).key(name).contentType("text/plain"),
        RequestBody.fromString(text));
  }

  /// Puts an object on the condition that there is none of its name.
  void putNew(String name, MemorySegment content) {
    s3.putObject(
        request ->
            request
                .bucket(bucket)
                .key(name)
                .ifNoneMatch("*")
                .checksumCRC32C(SegmentBody.checksum(content)),
        SegmentBody.of(content));
  }

  /// The beginning of an object, and when it was put. Of a server that sends all of it no more is
  /// read.
  ResponseBytes<GetObjectResponse> getStart(String name) {
    return s3.getObject(
        request -> request.bucket(bucket).key(name).range("bytes=0-" + (START - 1)),
        ObjectClient::start);
  }

  private static ResponseBytes<GetObjectResponse> start(
      GetObjectResponse response, AbortableInputStream in) {
    try {
      byte[] bytes = in.readNBytes(START);
      in.abort();
      return ResponseBytes.fromByteArray(response, bytes);
    } catch (IOException e) {
      throw RetryableException.create("the answer broke off", e);
    }
  }

  /// The names that begin so and go on to the next slash, that included.
  List<String> folders(String start) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(start).delimiter("/"))
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .toList();
  }

  /// The names that begin so.
  List<String> names(String start) {
    return s3
        .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(start))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /// Deletes; what is not there is no failure. The first that the server refuses to delete, it does
  /// among other answers, is thrown as if it had been the answer.
  void delete(Collection<String> names) {
    var all = new ArrayList<>(names);
    for (int at = 0; at < all.size(); at += MOST_DELETED_AT_ONCE) {
      List<ObjectIdentifier> some =
          all.subList(at, Math.min(all.size(), at + MOST_DELETED_AT_ONCE)).stream()
              .map(name -> ObjectIdentifier.builder().key(name).build())
              .toList();
      var response =
          s3.deleteObjects(
              request -> request.bucket(bucket).delete(them -> them.objects(some).quiet(true)));
      if (!response.errors().isEmpty()) {
        S3Error first = response.errors().getFirst();
        throw AwsServiceException.builder()
            .statusCode(response.sdkHttpResponse().statusCode())
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(first.code()).build())
            .build();
      }
    }
  }

  /// Puts a large object together from its parts, on the condition that there is none of its name.
  void completeNew(String name, String upload, List<CompletedPart> parts) {
    s3.completeMultipartUpload(request ->
        request
            .bucket(bucket)
            .key(name)
            .uploadId(upload)
            .ifNoneMatch("*")
            .multipartUpload(all -> all.parts(parts)));
  }

  /// Drops the parts of large objects, of names that begin so, that were never put together.
  void abortUploads(String start) {
    var uploads =
        s3.listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(start)).uploads();
    for (var upload : uploads) {
      if (upload.key().startsWith(start)) {
        abort(upload.key(), upload.uploadId());
      }
    }
  }

  void abort(String name, String upload) {
    try {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(name).uploadId(upload));
    } catch (RuntimeException e) {
      if (!Failure.absent(e)) {
        throw e;
      }
    }
  }

  static CheckpointStoreException failed(String what, RuntimeException e) {
    return e instanceof CheckpointStoreException typed
        ? typed
        : new CheckpointStoreException(what + ": " + Failure.reason(e), Failure.cause(e));
  }

  @Override
  public void close() {
    s3.close();
    http.close();
    credentials.close();
  }
}
