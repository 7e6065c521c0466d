package dev.parallax.recorder.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Made-up services, and traffic of them of which the routes are known. A route is a template whose
 * variables are kinds of values, and the name of what it answers with; {@code !} before it marks a
 * literal where other requests have a value that is a word.
 */
final class Corpus {

  /** What the miner's rules were tried on. */
  static final String[][] TRIED = {
    {
      "/ html",
      "/health status",
      "/login html",
      "/logout html",
      "/search results",
      "/static/{asset} css",
      "/api/v1/users user[]",
      "/api/v1/users/{int} user",
      "/api/v1/users/me user",
      "/api/v1/users/{int}/orders order[]",
      "/api/v1/users/{int}/orders/{uuid} order",
      "/api/v1/orders order[]",
      "/api/v1/orders/{uuid} order",
      "/api/v1/orders/{uuid}/items item[]",
      "/api/v1/orders/{uuid}/items/{int} item",
      "/api/v1/products product[]",
      "/api/v1/products/{slug} product",
      "!/api/v1/products/compare comparison",
      "/api/v1/products/{slug}/reviews review[]",
      "/api/v1/categories/{int}/products product[]",
      "/api/v1/cart cart",
      "/api/v1/cart/items item[]",
      "/api/v1/payments/{token} payment",
      "/api/v1/invoices/{code} invoice",
      "/api/v1/reports/{date} report",
      "/api/v1/reports/{date}/summary summary",
      "/repos/{name}/{slug} repo",
      "/repos/{name}/{slug}/issues issue[]",
      "/repos/{name}/{slug}/issues/{int} issue",
      "/u/{name} html",
      "!/u/me html",
      "/u/{name}/followers user[]",
      "/blog/{slug} html",
      "!/blog/latest html",
      "/img/{image} png",
      "/oauth2/token token",
    },
    {
      "/wiki/{name} html",
      "/wiki/{name}/history html",
      "!/wiki/search results",
      "/tags/{name} tag",
      "/tags/{name}/posts post[]",
      "!/tags/popular tag[]",
      "/feed html",
      "/people/{name} person",
      "!/people/me person",
      "/people/{name}/photos/{hex} photo",
    },
  };

  /** What they were not tried on: their figures are those that count. */
  static final String[][] HELD_OUT = {
    // REST.
    {
      "/v2/customers customer[]",
      "/v2/customers/{uuid} customer",
      "/v2/customers/{uuid}/addresses address[]",
      "/v2/customers/{uuid}/addresses/{int} address",
      "/v2/subscriptions subscription[]",
      "/v2/subscriptions/{ulid} subscription",
      "/v2/subscriptions/{ulid}/renewals/{date} renewal",
      "/v2/plans/{name} plan",
      "!/v2/plans/default plan",
      "!/v2/plans/export export",
      "/v2/invoices/{code} invoice",
      "/v2/invoices/{code}/lines line[]",
      "/v2/webhooks hook[]",
      "/v2/webhooks/{hex} hook",
      "/v2/metrics/{number} metric",
      "/v2/ping status",
    },
    // GitHub-like.
    {
      "/user user",
      "/users/{name} user",
      "/users/{name}/repos repo[]",
      "/users/{name}/gists gist[]",
      "/repos/{name}/{slug} repo",
      "/repos/{name}/{slug}/branches branch[]",
      "/repos/{name}/{slug}/branches/{name} branch",
      "/repos/{name}/{slug}/commits/{hex} commit",
      "/repos/{name}/{slug}/contents/{slug} content",
      "/repos/{name}/{slug}/pulls pull[]",
      "/repos/{name}/{slug}/pulls/{int} pull",
      "/repos/{name}/{slug}/pulls/{int}/files file[]",
      "/repos/{name}/{slug}/releases release[]",
      "/repos/{name}/{slug}/releases/{int} release",
      "!/repos/{name}/{slug}/releases/latest release",
      "/repos/{name}/{slug}/labels/{name} label",
      "/orgs/{name} org",
      "/orgs/{name}/members user[]",
      "/orgs/{name}/members/{name} empty",
      "/search/code results",
      "/search/users found",
      "/gists/{hex} gist",
      "!/gists/starred gist[]",
      "/rate_limit rate",
    },
    // A shop's pages.
    {
      "/ html",
      "/p/{slug} html",
      "/c/{name} html",
      "/c/{name}/{slug} html",
      "/checkout/address html",
      "/checkout/payment html",
      "/account html",
      "/account/orders/{int} html",
      "/blog/{slug} html",
      "!/blog/archive html",
      "/stores/{name} store",
      "!/stores/nearest store[]",
      "/img/{image} png",
      "/js/{asset} js",
      "/robots.txt text",
    },
    // Kubernetes-like.
    {
      "/api/v1/namespaces namespace[]",
      "/api/v1/namespaces/{name} namespace",
      "/api/v1/namespaces/{name}/pods list",
      "/api/v1/namespaces/{name}/pods/{pod} pod",
      "/api/v1/namespaces/{name}/pods/{pod}/log text",
      "/api/v1/namespaces/{name}/services list",
      "/api/v1/namespaces/{name}/services/{slug} service",
      "/api/v1/namespaces/{name}/configmaps/{slug} configmap",
      "/api/v1/namespaces/{name}/secrets/{slug} secret",
      "/apis/apps/v1/namespaces/{name}/deployments list",
      "/apis/apps/v1/namespaces/{name}/deployments/{slug} deployment",
      "/apis/apps/v1/namespaces/{name}/deployments/{slug}/scale scale",
      "/apis/batch/v1/namespaces/{name}/jobs/{slug} job",
      "/api/v1/nodes list",
      "/api/v1/nodes/{slug} node",
      "/healthz text",
      "/livez text",
    },
    // Files.
    {
      "/buckets bucket[]",
      "/buckets/{slug} bucket",
      "/buckets/{slug}/objects object[]",
      "/buckets/{slug}/objects/{file} binary",
      "/buckets/{slug}/objects/{file}/acl acl",
      "/shares/{token} html",
      "/shares/{token}/download binary",
      "/trash object[]",
      "/quota quota",
    },
    // Locales before everything, and user names at the root.
    {
      "/{locale}/products html",
      "/{locale}/products/{slug} html",
      "/{locale}/help html",
      "/{locale}/help/{slug} html",
    },
    {
      "/{name} html",
      "/{name}/followers user[]",
      "/{name}/status/{int} post",
      "!/settings html",
      "!/settings/security html",
      "!/explore html",
      "!/notifications note[]",
      "!/messages/{int} message",
    },
    // A bank, and a library of videos: written last.
    {
      "/accounts/{uuid}/balance balance",
      "/accounts/{uuid}/transfers transfer[]",
      "/accounts/{uuid}/transfers/{code} transfer",
      "/rates/{name} rate",
      "!/rates/history rate[]",
      "/branches/{name}/hours hours",
      "/branches/{name} branch",
      "/statements/{date}/{hex} statement",
      "/cards/{token} card",
      "/cards/{token}/limits limit[]",
      "/session session",
    },
    {
      "/channels/{name} channel",
      "/channels/{name}/videos video[]",
      "/watch/{slug} html",
      "/watch/{slug}/captions/{locale} caption",
      "/playlists/{name}/items item[]",
      "!/playlists/liked playlist",
      "/playlists/{name} playlist-view",
      "/thumbs/{hex} png",
      "/trending video[]",
      "/genres/{name}/top video[]",
    },
  };

  record Call(String route, String path, boolean collides, long shape, String session) {}

  private static final String[] LOCALES = {
    "en-gb", "en-us", "de-de", "fr-fr", "es-es", "it-it", "nl-nl", "pl-pl", "pt-br", "ja-jp"
  };

  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ren", "sa", "tu", "vel", "no", "ri", "dan", "pe", "quo", "bar", "te", "li"
  };

  private static final int SESSIONS = 2_000;

  private final String[] routes;
  private final Random random;
  private final double skew;

  /**
   * @param skew how much rarer each route is than the one before it, as an exponent
   */
  Corpus(String[] routes, long seed, double skew) {
    this.routes = routes.clone();
    this.random = new Random(seed);
    this.skew = skew;
    for (int i = this.routes.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      String one = this.routes[i];
      this.routes[i] = this.routes[j];
      this.routes[j] = one;
    }
  }

  List<Call> calls(int count) {
    double[] upTo = new double[routes.length];
    double sum = 0;
    for (int i = 0; i < routes.length; i++) {
      sum += Math.pow(i + 1, -skew);
      upTo[i] = sum;
    }
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double at = random.nextDouble() * sum;
      int route = 0;
      while (upTo[route] < at) {
        route++;
      }
      calls.add(call(routes[route]));
    }
    return calls;
  }

  private Call call(String line) {
    boolean collides = line.startsWith("!");
    String[] words = line.substring(collides ? 1 : 0).split(" ", -1);
    return new Call(
        words[0], fill(words[0]), collides, shape(words[1]), "s-" + random.nextInt(SESSIONS));
  }

  /** Some fields of JSON come and go. */
  private long shape(String name) {
    return switch (name) {
      case "html", "css", "js", "png", "text", "binary", "empty" ->
          (ResponseShape.mixed(name.hashCode()) & ~1L) | 2;
      default ->
          ResponseShape.mixed(name.hashCode() + (random.nextInt(4) == 0 ? 1L : 0L) * 77_777) | 1;
    };
  }

  private String fill(String route) {
    String path = route;
    while (path.contains("{")) {
      String kind = path.substring(path.indexOf('{'), path.indexOf('}') + 1);
      path = path.replaceFirst(Pattern.quote(kind), value(kind));
    }
    return path;
  }

  private String value(String kind) {
    return switch (kind) {
      case "{int}" -> String.valueOf(1 + zipf(100_000));
      case "{uuid}" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "{ulid}" -> "01ARZ3NDEKTSV4RRFF" + base32(8);
      case "{hex}" -> "%016x%08x".formatted(random.nextLong(), random.nextInt());
      case "{token}" -> "tok9a7%s".formatted(Long.toString(random.nextLong() >>> 1, 36));
      case "{code}" -> "INV-%06d".formatted(random.nextInt(1_000_000));
      case "{date}" -> "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
      case "{number}" -> "%d.%03d".formatted(random.nextInt(90), random.nextInt(1000));
      case "{name}" -> name(zipf(600));
      case "{slug}" -> name(zipf(900)) + "-" + name(1000 + random.nextInt(9));
      case "{pod}" -> name(zipf(200)) + "-%08x-%s".formatted(random.nextInt(), base32(5));
      case "{image}" -> random.nextInt(100_000) + ".png";
      case "{asset}" -> "app.%08x%08x.js".formatted(random.nextInt(), random.nextInt(5));
      case "{file}" -> name(zipf(2_000)) + (random.nextBoolean() ? ".txt" : ".csv");
      case "{locale}" -> LOCALES[zipf(LOCALES.length + 1) % LOCALES.length];
      default -> throw new AssertionError(kind);
    };
  }

  private String base32(int chars) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < chars; i++) {
      out.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(random.nextInt(32)));
    }
    return out.toString();
  }

  /** Small numbers are frequent. */
  private int zipf(int bound) {
    return (int) Math.pow(bound, random.nextDouble()) - 1;
  }

  /** A word for each number; one in six has a digit, as user names do. */
  private static String name(int number) {
    StringBuilder word = new StringBuilder(SYLLABLES[(number * 7 + 3) % SYLLABLES.length]);
    for (int rest = number + 1; rest > 0; rest /= SYLLABLES.length) {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
    }
    return number % 6 == 5 ? word.append(number % 10).toString() : word.toString();
  }
}
