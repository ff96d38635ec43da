package org.checkpointschedules.objectstore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What stands between a client and the server, and does what networks and servers do. Requests go
/// through as they are, signatures included.
final class FaultyProxy implements AutoCloseable {
  enum Fault {
    NONE,
    /// 500 InternalError, not carried out.
    INTERNAL_ERROR,
    /// 503 SlowDown, not carried out.
    SLOW_DOWN,
    /// 403 with an answer that repeats the request's credentials, not carried out.
    GOSSIP,
    /// No answer, not carried out.
    SILENCE,
    /// Carried out, and no answer.
    SILENCE_AFTER,
    /// The connection closed at once.
    CLOSED,
    /// Carried out, and the connection closed.
    CLOSED_AFTER,
    /// Half of the answer's body.
    TRUNCATED,
    /// A flipped bit in the answer's body.
    FLIPPED_ANSWER,
    /// A flipped bit in the request's body.
    FLIPPED_REQUEST,
    /// An answer that is not HTTP.
    NOISE
  }

  interface Rule {
    /// @param request such as `GET /bucket/name?query`
    Fault of(String request);
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int upstream;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private volatile Rule rule = _ -> Fault.NONE;

  FaultyProxy(int upstream) throws IOException {
    this.upstream = upstream;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  void rule(Rule next) {
    rule = next;
  }

  /// What was asked so far, with the fault that it met.
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      } catch (IOException _) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      byte[] body = in.readNBytes(length(head));
      String request = head.substring(0, head.indexOf(" HTTP/"));
      Fault fault = rule.of(request);
      requests.add(request + " " + fault);
      OutputStream out = client.getOutputStream();
      switch (fault) {
        case INTERNAL_ERROR -> error(out, 500, "InternalError", "");
        case SLOW_DOWN -> error(out, 503, "SlowDown", "");
        case GOSSIP ->
            error(out, 403, "AccessDenied", head + System.getProperty("aws.secretAccessKey"));
        case SILENCE -> in.read();
        case CLOSED -> {}
        case NOISE -> out.write("none of your business".getBytes(StandardCharsets.UTF_8));
        case SILENCE_AFTER -> {
          forward(head, body);
          in.read();
        }
        case CLOSED_AFTER -> forward(head, body);
        case FLIPPED_REQUEST -> {
          if (body.length > 0) {
            body[body.length / 2] ^= 1;
          }
          out.write(forward(head, body));
        }
        case NONE -> out.write(forward(head, body));
        case TRUNCATED -> {
          byte[] answer = forward(head, body);
          int start = bodyStart(answer);
          out.write(answer, 0, start + (answer.length - start) / 2);
        }
        case FLIPPED_ANSWER -> {
          byte[] answer = forward(head, body);
          int start = bodyStart(answer);
          if (start < answer.length) {
            answer[start + (answer.length - start) / 2] ^= 1;
          }
          out.write(answer);
        }
      }
      out.flush();
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private static void error(OutputStream out, int status, String code, String message)
      throws IOException {
    String xml =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message.replaceAll("[<>&\r\n]", " "));
    out.write(
        "HTTP/1.1 %d %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, code, xml.length(), xml)
            .getBytes(StandardCharsets.UTF_8));
  }

  private byte[] forward(String head, byte[] body) throws IOException {
    try (var server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      String closing = head.replaceAll("(?i)\r\nConnection: [^\r]*", "");
      OutputStream out = server.getOutputStream();
      out.write(
          closing
              .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return server.getInputStream().readAllBytes();
    }
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int ends = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.write(c);
      ends = c == "\r\n\r\n".charAt(ends) ? ends + 1 : c == '\r' ? 1 : 0;
      if (ends == 4) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private static int bodyStart(byte[] answer) {
    return new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
