package org.checkpointschedules.plot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A headless Chromium, driven through chromedriver by the WebDriver protocol.
final class Browser implements AutoCloseable {
  static final char LEFT = '\uE012';
  static final char RIGHT = '\uE014';
  static final char SHIFT = '\uE008';
  static final char PAGE_DOWN = '\uE00F';
  static final char END = '\uE010';
  static final char HOME = '\uE011';
  static final char TAB = '\uE004';

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process driver;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String session;

  private Browser(Process driver, int port, Path profile) throws IOException {
    this.driver = driver;
    base = "http://127.0.0.1:" + port;
    session = "/session/" + open(profile);
  }

  /// Where chromedriver is, if it is installed.
  static Optional<Path> driver() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "chromedriver"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts a browser with a fresh profile.
  static Browser start(Path profile) throws IOException {
    Process driver =
        new ProcessBuilder(driver().orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    try {
      return new Browser(driver, port(driver), profile);
    } catch (IOException | RuntimeException | AssertionError e) {
      stop(driver);
      throw e;
    }
  }

  private static int port(Process driver) throws IOException {
    var said = new StringBuilder();
    var out = new BufferedReader(new InputStreamReader(driver.getInputStream()));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.contains("started successfully on port ")) {
        return Integer.parseInt(line.replaceAll(".*port (\\d+).*", "$1"));
      }
    }
    throw new AssertionError("chromedriver did not start: " + said);
  }

  private String open(Path profile) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode arguments =
        body.putObject("capabilities")
            .putObject("alwaysMatch")
            .putObject("goog:chromeOptions")
            .putArray("args");
    List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1360,950",
            "--user-data-dir=" + profile)
        .forEach(arguments::add);
    return post("/session", body).get("sessionId").asString();
  }

  void show(Path page) throws IOException {
    post(session + "/url", JSON.createObjectNode().put("url", page.toUri().toString()));
    for (int tries = 0; tries < 600; tries++) {
      String ready = text("document.documentElement.dataset.ready || ''");
      if (!ready.isEmpty()) {
        return;
      }
      LockSupport.parkNanos(100_000_000);
    }
    throw new AssertionError("The page was not ready within a minute.");
  }

  /// The value of an expression in the page.
  JsonNode value(String expression) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("script", "return " + expression);
    body.putArray("args");
    return post(session + "/execute/sync", body);
  }

  String text(String expression) throws IOException {
    return value(expression).asString();
  }

  /// Presses and releases each key in turn.
  void press(char... keys) throws IOException {
    var pressed = new StringBuilder();
    for (char key : keys) {
      pressed.append(key).append(key);
    }
    keys(pressed.toString());
  }

  /// Presses and releases a key while another is held down.
  void pressWith(char held, char key) throws IOException {
    keys("" + held + key + key + held);
  }

  /// Each key is pressed where it first stands, and released where it stands again.
  private void keys(String keys) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode actions =
        body.putArray("actions").addObject().put("type", "key").put("id", "k").putArray("actions");
    var down = new StringBuilder();
    for (char key : keys.toCharArray()) {
      int held = down.indexOf(String.valueOf(key));
      actions
          .addObject()
          .put("type", held < 0 ? "keyDown" : "keyUp")
          .put("value", String.valueOf(key));
      if (held < 0) {
        down.append(key);
      } else {
        down.deleteCharAt(held);
      }
    }
    post(session + "/actions", body);
  }

  /// Clicks at a point of the window, in pixels.
  void click(int x, int y) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode actions =
        body.putArray("actions")
            .addObject()
            .put("type", "pointer")
            .put("id", "m")
            .putArray("actions");
    actions.addObject().put("type", "pointerMove").put("x", x).put("y", y).put("duration", 0);
    actions.addObject().put("type", "pointerDown").put("button", 0);
    actions.addObject().put("type", "pointerUp").put("button", 0);
    post(session + "/actions", body);
  }

  /// What the window shows, as PNG.
  byte[] screenshot() throws IOException {
    return Base64.getDecoder().decode(send("GET", session + "/screenshot", null).asString());
  }

  /// What the page logged as errors since the last call.
  List<String> errors() throws IOException {
    var errors = new ArrayList<String>();
    for (JsonNode entry :
        post(session + "/se/log", JSON.createObjectNode().put("type", "browser"))) {
      if (entry.get("level").asString().equals("SEVERE")) {
        errors.add(entry.get("message").asString());
      }
    }
    return errors;
  }

  private JsonNode post(String path, ObjectNode body) throws IOException {
    return send("POST", path, body);
  }

  private JsonNode send(String method, String path, ObjectNode body) throws IOException {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.toString());
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofMinutes(2))
            .method(method, publisher)
            .build();
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (response.statusCode() != 200) {
      throw new AssertionError(method + " " + path + ": " + response.body());
    }
    return JSON.readTree(response.body()).get("value");
  }

  @Override
  public void close() throws IOException {
    try {
      send("DELETE", session, null);
    } finally {
      stop(driver);
      client.close();
    }
  }

  private static void stop(Process driver) {
    driver.descendants().forEach(ProcessHandle::destroy);
    driver.destroy();
  }
}
