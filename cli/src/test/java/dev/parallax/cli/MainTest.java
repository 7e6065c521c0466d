package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.log.PlxWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing wrong each time: one line that says what, where and what to do, and the exit code. */
class MainTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prxy                                            | Unmatched argument at index 0: 'prxy'
          proxy --listen 127.0.0.1:0 --no-record          | give --upstream URL, or proxy.routes in the configuration file
          proxy --listen :0 --upstream http://h:1 --no-record --bypass 0.6 | tap.bypass: 0.6 (expected: >= 0 and <= 0.5)
          proxy --listen :0 --upstream http://h:1 --no-record --tap-max-cpu 0 | tap.maxCpu: 0.0 (expected: > 0)
          proxy --listen :0 --upstream http://h:1 --no-record --total-timeout 25h | proxy.totalTimeout: PT25H (expected: > 0 and <= PT24H)
          proxy --listen :0 --upstream http://h:1 --no-record --max-upstream-connections 0 | proxy.maxUpstreamConnections: 0 (expected: >= 1)
          proxy --listen :0 --upstream http://h:1 --no-record --transport kqueue | 'kqueue'
          proxy --listen :0 --upstream http://h:1 --no-record --admin 0.0.0.0:0 | admin.listen: /0.0.0.0:0 without a token (expected: a loopback address
          proxy --listen :0 --upstream http://h:1 --no-record --admin nowhere.invalid:0 | admin.listen: nowhere.invalid/<unresolved>:0 (expected: an address of this machine)
          proxy --listen :0 --upstream http://h:1 --no-record --admin :0 --admin-token-file missing.token | missing.token: can't be read: no such file or directory
          proxy --listen :0 --upstream http://h:1 --no-record --upgrade sometimes | 'sometimes'
          proxy --listen :0 --upstream http://h:1 --no-record --host-header mine | 'mine'
          proxy --listen :0 --upstream http://h:1 --no-record --forwarded by     | 'by'
          proxy --listen :0 --upstream http://h:1 --no-record --trace always     | 'always'
          proxy --listen :0 --upstream http://h:1 --no-record --header-timeout 0s | proxy.headerTimeout: PT0S (expected: > 0 and <= PT24H)
          proxy --listen :0 --upstream http://h:1 --no-record --stream-timeout 1d | '1d' (expected: a duration such as 500ms, 30s, 2m or 1h)
          proxy --listen :0 --upstream http://h:1 --no-record --upstream-age 25h | proxy.upstreamAge: PT25H (expected: > 0 and <= PT24H)
          proxy --listen :0 --upstream http://h:1 --no-record --max-pending -1   | proxy.maxPending: -1 (expected: >= 0)
          proxy --listen :0 --upstream http://h:1 --no-record --min-body-rate -1 | proxy.minBodyRate: -1 (expected: >= 0)
          proxy --listen :0 --upstream http://h:1 --no-record --event-loops 0    | proxy.eventLoops: 0 (expected: >= 1)
          proxy --listen :0 --upstream http://h:1 --no-record --tap-max-delay 0s | tap.maxDelay: PT0S (expected: > 0)
          proxy --listen :0 --upstream http://h:1 --kafka 127.0.0.1:1 --spool-max 1GiB | record.spoolMax: of no spool (expected: with --spool DIR)
          proxy --listen :0 --upstream http://h:1 --no-record --spool-max 1GiB | record.spoolMax: of no spool (expected: with --spool DIR)
          proxy --listen :0 --upstream http://h:1         | give one, and only one, of --kafka HOST:PORT, --record-to FILE.plx, --preview and --no-record
          proxy --listn 127.0.0.1:0 --upstream http://h:1 | Missing required option: '--listen=HOST:PORT'; '--listn' is no option of it
          proxy --listen here --upstream http://h:1       | 'here' (expected: HOST:PORT)
          proxy --listen :0 --upstream h:1                | 'h:1' (expected: a URL such as http://127.0.0.1:8000)
          proxy --listen :0 --upstreem http://h:1         | --upstream
          proxy --listen :0 --upstream http://h:1/x --no-record | proxy.upstream: http://h:1/x (expected: http[s]://host[:port])
          proxy --listen :0 --upstream http://h:1 --record-to a.plx --keep-errors all | record.keepErrors: 'all' (expected: 5xx, 4xx or off)
          proxy --listen :0 --upstream http://h:1 --record-to a.plx --keep-slow p9 | record.keepSlow: 'p9' (expected: p50 to below p100, such as p99, or off)
          proxy --listen :0 --upstream http://h:1 --record-to a.plx --keep-novel 1 | record.keepNovel: '1' (expected: on or off)
          proxy --listen :0 --upstream http://h:1 --record-to a.plx --sample 2 | record.sample: 2.0 (expected: > 0 and <= 1)
          proxy --listen :0 --upstream http://h:1 --no-record --max-body lots | 'lots' (expected: a size such as 1MiB, 512KiB or 65536)
          proxy --listen 127.0.0.1:7 --upstream http://127.0.0.1:7 --no-record | proxy.upstream: http://127.0.0.1:7 is where the proxy itself would listen
          proxy --listen :0 --upstream http://h:1 --preview --clear bdoy | sanitise.clear: 'bdoy' (expected: side, place and name
          proxy --listen :80 --upstream http://127.0.0.1 --no-record | proxy.upstream: http://127.0.0.1 is where the proxy itself would listen
          proxy --listen :0 --upstream http://h:1 --preview --mode lax | '--mode': expected one of [STRICT, DETECT]
          proxy --listen :0 --upstream http://h:1 --preview --path files | sanitise.paths: 'files' (expected: a path such as
          proxy --listen :0 --upstream http://h:1 --preview --undetected gio | sanitise.undetected: unknown kind 'gio' (nearest known: 'geo')
          proxy --listen :0 --upstream http://h:1 --preview --undetected quantum | sanitise.undetected: 'quantum' (expected: email, card, phone,
          proxy --listen :0 --upstream http://h:1 --preview --key-file src        | src: can't be read: Is a directory
          proxy --listen :0 --upstream http://h:1 --preview --key-file missing.key | missing.key: can't be read: no such file or directory
          proxy --listen :0 --upstream http://h:1 --preview --grpc-descriptors pom.xml | --grpc-descriptors: pom.xml: is no descriptor set (make one with protoc --include_imports --descriptor_set_out)
          compare a.plx --report DIR --grpc-descriptors missing.binpb | missing.binpb: no such file or directory
          check a.plx --candidate http://127.0.0.1:1 --report DIR --grpc-descriptors pom.xml | --grpc-descriptors: pom.xml: is no descriptor set
          worker --kafka 127.0.0.1:1 --grpc-descriptors pom.xml | --grpc-descriptors: pom.xml: is no descriptor set
          show missing.plx --from soon                    | 'soon' (expected: a time such as 2026-11-23T10:15:00Z, '2026-11-23 10:15', -2h, -90m, -1d, now, 14:00, 'yesterday 14:00'
          show missing.plx --from -1h --to -2h            | Z) is after --to -2h (
          show                                            | show: name a recording (FILE.plx), or the log that it is in (--kafka HOST:PORT, or --embedded DIR)
          show missing.plx                                | missing.plx: no such file
          show missing.plx --limit -1                     | --limit: -1 (expected: >= 0)
          show missing.plx --ledger --endpoints           | give one of --ledger and --endpoints, not both
          distill missing.plx -o DIR.plx --keep 0         | --keep: 0 (expected: >= 1)
          distill missing.plx -o DIR.plx                  | missing.plx: no such file
          import a.har                                    | Missing required option: '--output=SUITE.plx'
          import missing.har -o DIR.plx                   | missing.har: can't be read: no such file or directory
          import pom.xml -o DIR.plx                       | pom.xml: neither HAR (JSON) nor a file of goreplay
          show missing.plx --format har --follow          | --follow: a HAR has an end (expected: another --format)
          show missing.plx --format har --ledger          | --format: har and curl are for exchanges (expected: table or json)
          show missing.plx --at http://127.0.0.1:1        | --at: only with --format curl
          show missing.plx --provenance --limit 3         | --provenance: tells of the file (expected: no --ledger
          show missing.plx --ledger --follow              | --ledger: tells of all (expected: no --follow, --limit, --where, --endpoint, --session or --id)
          show missing.plx --endpoints --limit 3          | --endpoints: counts all of it (expected: no --follow or --limit)
          show missing.plx --ledger --id 1                | --ledger: tells of all (expected: no
          show missing.plx --where response.statuss>1     | --where: column 10: undefined field 'statuss' (nearest known: 'status')
          show missing.plx --where respons.status>1       | --where: column 1: undeclared reference to 'respons' (nearest known: 'response')
          show missing.plx --where cookies==''            | --where: column 1: undeclared reference to 'cookies' (expected: one of all, body, contains,
          export missing.plx -o DIR/a.plx --where id==    | --where: column 5: ends too early
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --where id | --where: column 1: expected type 'bool' but found 'string'
          check a.plx --candidate http://127.0.0.1:1 --report DIR --where response.status=='5' | --where: column 16: found no matching overload for '==' applied to '(int, string)'
          show missing.plx --from 2026-01-02T00:00:00Z --to 2026-01-01T00:00:00Z | --from 2026-01-02T00:00:00Z is after --to 2026-01-01T00:00:00Z
          check a.plx --candidate http://127.0.0.1:1      | Missing required option: '--report=DIR'
          compare missing.plx --report DIR                | missing.plx: no such file
          show -c missing.yaml missing.plx                | missing.yaml: no such configuration file
          show -cmissing.yaml missing.plx                 | missing.yaml: no such configuration file
          show --config=missing.yaml missing.plx          | missing.yaml: no such configuration file
          check a.plx --candidate http://me:secret@h/ --report DIR | 'http://********@h/' (expected: a URL such as
          proxy --listen :0 --upstream http://h:1 --record-to a.plx --max-in-flight 4096GiB | record.maxInFlight: 4398046511104 bytes (expected: at most half of the heap
          windows                                         | windows: name a recording (FILE.plx), or the log that it is in (--kafka HOST:PORT, or --embedded DIR)
          windows missing.plx                             | missing.plx: no such file
          windows missing.plx --kafka 127.0.0.1:1         | give one, and only one, of FILE.plx, --kafka and --embedded
          show missing.plx --embedded DIR                 | give one, and only one, of FILE.plx, --kafka and --embedded
          show --kafka 127.0.0.1:1 --embedded DIR         | give one, and only one, of --kafka HOST:PORT and --embedded DIR
          show missing.plx --follow                       | --follow: a file does not grow (expected: --kafka HOST:PORT)
          show --kafka foo                                | kafka.bootstrap.servers: foo (expected: host:port, more of them after commas)
          show --kafka host:99999                         | kafka.bootstrap.servers: host:99999 (expected: host:port, more of them after commas)
          show --kafka 127.0.0.1:1 --log-partitions 0     | log.partitions: 0 (expected: >= 1)
          show --kafka 127.0.0.1:1 --log-retention 0s     | log.retention: PT0S (expected: > 0)
          show --kafka 127.0.0.1:1 --log-max-event 0      | log.maxEvent: 0 (expected: > 0)
          worker                                          | worker: where is the log? (expected: --kafka HOST:PORT, or --embedded DIR)
          worker --kafka foo                              | kafka.bootstrap.servers: foo (expected: host:port, more of them after commas)
          worker --kafka 127.0.0.1:1 --embedded DIR       | give one, and only one, of --kafka HOST:PORT and --embedded DIR
          compare --report DIR                            | compare: name a run file (RUN.plx), or a run in the log (--run ID, with --kafka HOST:PORT or --embedded DIR)
          compare a.plx --run 1 --report DIR              | compare: name a run file (RUN.plx), or a run in the log (--run ID, with --kafka HOST:PORT or --embedded DIR)
          compare --run 1 --report DIR                    | --run: where is the log? (expected: --kafka HOST:PORT, or --embedded DIR)
          compare --kafka 127.0.0.1:1 --report DIR        | compare: name a run file (RUN.plx), or a run in the log (--run ID, with --kafka HOST:PORT or --embedded DIR)
          check a.plx --workers --candidate http://127.0.0.1:1 --report DIR | --workers: share a log, not a file (expected: --kafka HOST:PORT)
          replay a.plx --amplify 0 --candidate http://127.0.0.1:1 -o DIR/run.plx   | replay.amplify: 0 (expected: 1 to 100)
          check a.plx --amplify 101 --candidate http://127.0.0.1:1 --report DIR    | replay.amplify: 101 (expected: 1 to 100)
          check a.plx --amplify many --candidate http://127.0.0.1:1 --report DIR   | Invalid value for option '--amplify': 'many' is not an int
          check --kafka 127.0.0.1:1 --follow 5s --amplify 2 --candidate http://127.0.0.1:1 --report DIR | replay.amplify: 2 (expected: 1, where the log is followed: it is sent as it comes)
          replay a.plx --workers --candidate http://127.0.0.1:1 -o DIR/run.plx | --workers: share a log, not a file (expected: --kafka HOST:PORT)
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --rewrite remove | replay.rewrites: remove: at character 7 (expected: header, query or body
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --auth-header-file missing.txt | missing.txt: can't be read: no such file or directory
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --auth-users pom.xml | pom.xml:1: no user (expected: user:password, Bearer TOKEN, or Name: value)
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --auth-command x --jwt-key-file k | credentials.command: set beside credentials.jwt.keyFile (expected: one of them)
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --oauth2-token-url token | credentials.oauth2.tokenUrl: token (expected: http[s]://host[:port]/path, or a path of the leg's)
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --oauth2-token-url /token | credentials.oauth2.clientId: not set (expected: the id that the server knows the client by)
          replay a.plx --candidate http://127.0.0.1:1 -o DIR/run.plx --oauth2-client-id me | credentials.oauth2.tokenUrl: not set (expected: where the client asks for tokens)
          worker --kafka 127.0.0.1:1 --auth-users missing.txt | missing.txt: can't be read: no such file or directory
          replay a.plx --candidate http://127.0.0.1:1     | --output: name the run file to write (-o RUN.plx)
          proxy --listen :0 --upstream http://h:1 --kafka 127.0.0.1:1 | no key for the pseudonyms: recording into Kafka needs one that all proxies share (--key-file FILE, or PARALLAX_SANITISE_KEY; or --ephemeral-key for a log of this proxy's own)
          proxy --listen :0 --upstream http://h:1 --kafka 127.0.0.1:1 --no-record | give one, and only one, of --kafka HOST:PORT, --record-to FILE.plx, --preview and --no-record
          proxy --listen :0 --upstream http://h:1 --kafka foo --ephemeral-key | kafka.bootstrap.servers: foo (expected: host:port, more of them after commas)
          proxy --listen :0 --upstream http://h:1 --kafka 127.0.0.1:1 --embedded DIR --ephemeral-key | give one, and only one, of --kafka HOST:PORT and --embedded DIR
          """)
  void refusesBadUsageInOneLine(String arguments, String message) {
    int exitCode = run(arguments.replace("DIR", directory.resolve("report").toString()));

    assertThat(err.toString()).contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysWhichWindowIsMeant() {
    run("show missing.plx --from -2h --to now");

    assertThat(err.toString().lines().findFirst().orElse(""))
        .matches("parallax: window from 20[0-9T:.-]+Z up to 20[0-9T:.-]+Z");
  }

  @Test
  void namesFileAndLineOfABadValue() throws IOException {
    Path file = directory.resolve("parallax.yaml");
    Files.writeString(file, "proxy:\n  listen: 127.0.0.1:0\n  upstream: ftp://x\n");

    int exitCode = run("proxy --no-record -c " + file);

    assertThat(err.toString()).contains(file + ":3: proxy.upstream: ");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"upstream: ftp://x", "upstream: http://h\n      sample: 2"})
  void namesFileAndLineOfABadRoute(String entry) throws IOException {
    Path file = directory.resolve("parallax.yaml");
    Files.writeString(file, "proxy:\n  listen: 127.0.0.1:0\n  routes:\n    - " + entry + "\n");

    int exitCode = run("proxy --no-record -c " + file);

    assertThat(err.toString()).containsPattern(":[45]: proxy\\.routes\\.0\\.");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy: {responseTimeout: 1 day}             | :1: proxy.responseTimeout: Invalid value
          proxy: {maxPending: -1}                     | :1: proxy.maxPending: -1 (expected: >= 0)
          proxy: {routes: [{upstream: "ftp://h"}]}    | :1: proxy.routes.0.upstream: ftp://h
          proxy: {routes: {"*": {path: /}}}           | :1: key '*' in 'proxy.routes'
          proxy: {tls: {cert: a.pem}}                 | proxy.tls.cert: set without proxy.tls.key
          record: {sample: 0}                         | :1: record.sample: 0.0 (expected: > 0 and <= 1)
          sanitise: {clear: bdoy}                     | sanitise.clear: 'bdoy'
          tap: {bypass: 0.6}                          | tap.bypass: 0.6
          log: {partitions: 0}                        | log.partitions: 0
          admin: {listen: "0.0.0.0:0"}                | admin.listen: /0.0.0.0:0 without a token
          replay: {attempts: many}                    | :1: replay.attempts: Invalid value
          replay: {amplify: 2.5}                      | :1: replay.amplify: Invalid value
          """)
  void saysOfASettingThatItCanNotBeUsed(String text, String message) throws IOException {
    Path file = Files.writeString(directory.resolve("parallax.yaml"), text + "\n");

    int exitCode = run("config -c " + file);

    assertThat(err.toString()).contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void findsTheVerbBehindTheFile() throws IOException {
    Path file =
        Files.writeString(directory.resolve("parallax.yaml"), "proxy: {upstream: 'ftp://x'}\n");

    int exitCode = run("-c " + file + " proxy --listen :0 --no-record");

    assertThat(err.toString()).contains(file + ":1: proxy.upstream: ");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void namesTheVariableOfABadValue() {
    int exitCode =
        run("proxy --listen 127.0.0.1:0 --no-record", Map.of("PARALLAX_PROXY_UPSTREAM", "nowhere"));

    assertThat(err.toString()).contains("PARALLAX_PROXY_UPSTREAM: proxy.upstream: ");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void takesTheEmbeddedKafkaOfAFlagBeforeTheClusterOfTheConfiguration() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "");
    int exitCode =
        run(
            "windows --embedded " + file,
            Map.of("PARALLAX_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));

    assertThat(err.toString())
        .contains("--embedded: %s is a file (expected: a directory".formatted(file));
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void takesAFlagThatSaysWhereToBeforeTheFileOfTheConfiguration() {
    int exitCode =
        run(
            "proxy --listen :0 --upstream http://h:1 --kafka foo --ephemeral-key",
            Map.of("PARALLAX_RECORD_TO", directory.resolve("a.plx").toString()));

    assertThat(err.toString()).contains("kafka.bootstrap.servers: foo (expected: host:port");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void warnsOfAVariableThatIsNoSetting() {
    int exitCode = run("config", Map.of("PARALLAX_PROXY_UPSTREEM", "http://h:1"));

    assertThat(err.toString())
        .contains(
            "PARALLAX_PROXY_UPSTREEM is not a setting (nearest known: PARALLAX_PROXY_UPSTREAM)");
    assertThat(exitCode).isEqualTo(ExitCode.OK);
  }

  @Test
  void saysThatAForeignFileIsNoCaptureFile() throws IOException {
    Path foreign = directory.resolve("notes.plx");
    Files.writeString(foreign, "Dear diary, today nothing was recorded at all.");

    int exitCode = run("show " + foreign);

    assertThat(err.toString()).contains(foreign + ": not a Parallax capture file");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void warnsOfDamageAndOfNothingWhereItListsEndpoints() throws IOException {
    Path file = directory.resolve("torn.plx");
    PlxWriter.create(file).close();
    assertThat(run("show --endpoints " + file)).isEqualTo(ExitCode.OK);
    assertThat(err.toString()).isEqualTo("parallax: %s: no exchanges to show%n".formatted(file));

    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    err.getBuffer().setLength(0);
    assertThat(run("show --endpoints " + file)).isEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("parallax: warning: %s: ".formatted(file), "unreadable");
  }

  @Test
  void namesTheVariableOfASizeOfNoSpool() {
    assertThat(
            run(
                "proxy --listen :0 --upstream http://h:1 --kafka 127.0.0.1:1 --ephemeral-key",
                Map.of("PARALLAX_RECORD_SPOOL_MAX", "1GiB")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("PARALLAX_RECORD_SPOOL_MAX: record.spoolMax: of no spool (expected: with");
  }

  @Test
  void saysWhichServiceHasNothing() throws IOException {
    Path empty = directory.resolve("empty.plx");
    PlxWriter.create(empty).close();

    run("windows --service other " + empty);
    run("show --service other " + empty);

    assertThat(err.toString().lines())
        .containsExactly(
            "parallax: %s, service other: nothing was recorded".formatted(empty),
            "parallax: %s, service other: no exchanges to show".formatted(empty));
  }

  @Test
  void printsEachSettingWithItsOriginAndMasksTheKey() throws IOException {
    Path file = directory.resolve("parallax.yaml");
    Files.writeString(file, "service: shop\n");

    int exitCode =
        run(
            "config -c " + file,
            Map.of(
                "PARALLAX_SANITISE_KEY", "0123456789abcdef-secret",
                "PARALLAX_ADMIN_TOKEN", "0123456789abcdef-token",
                "PARALLAX_REPLAY_SPEED", "4x"));

    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "service: shop # " + file + ":1",
            "replay.speed: 4x # PARALLAX_REPLAY_SPEED",
            "sanitise.key: ******** # PARALLAX_SANITISE_KEY",
            "admin.token: ******** # PARALLAX_ADMIN_TOKEN",
            "proxy.maxBody: 1MiB # default",
            "proxy.upstream: # not set");
    assertThat(out.toString()).doesNotContain("0123456789abcdef");
    assertThat(exitCode).isEqualTo(ExitCode.OK);
  }

  @Test
  void takesNoShortTokenForTheAdminListener() {
    int exitCode =
        run(
            "proxy --listen :0 --upstream http://h:1 --no-record --admin 127.0.0.1:0",
            Map.of("PARALLAX_ADMIN_TOKEN", "hunter2"));

    assertThat(err.toString())
        .contains("PARALLAX_ADMIN_TOKEN: the token can't be used (expected: at least 16")
        .doesNotContain("hunter2");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "proxy --help",
        "windows --help",
        "show --help",
        "export --help",
        "distill --help",
        "import --help",
        "replay --help",
        "compare --help",
        "check --help",
        "worker --help",
        "config --help",
        "completion --help"
      })
  void explainsEachCommand(String arguments) {
    assertThat(run(arguments)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Usage: parallax");
    assertThat(err.toString()).isEmpty();
  }

  private int run(String arguments) {
    return run(arguments, Map.of());
  }

  private int run(String arguments, Map<String, String> environment) {
    return Main.run(
        arguments.split(" +"), environment, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
