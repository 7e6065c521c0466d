package dev.parallax.recorder.sanitize;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How the value of a header is treated, by its name: the built-in allow-list. */
enum HeaderRule {
  /** Words of the protocol: pass, but for what looks like data among them. */
  PROTOCOL(
      """
      accept accept-charset accept-encoding accept-language accept-patch accept-post accept-ranges \
      access-control-allow-credentials access-control-allow-headers access-control-allow-methods \
      access-control-expose-headers access-control-request-headers access-control-request-method \
      allow alt-svc cache-control connection content-encoding content-language \
      content-security-policy content-security-policy-report-only cross-origin-embedder-policy \
      cross-origin-opener-policy cross-origin-resource-policy expect grpc-accept-encoding \
      grpc-encoding keep-alive permissions-policy \
      pragma prefer preference-applied priority proxy-connection referrer-policy save-data \
      sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site \
      sec-fetch-user sec-gpc sec-websocket-version server soapaction strict-transport-security te trailer \
      transfer-encoding upgrade vary x-content-type-options x-dns-prefetch-control \
      x-download-options x-forwarded-proto x-frame-options x-permitted-cross-domain-policies \
      x-powered-by x-requested-with x-xss-protection"""),
  /** Numbers of the protocol. */
  NUMBER(
      """
      access-control-max-age age content-length content-range dnt grpc-status grpc-timeout \
      max-forwards range retry-after \
      upgrade-insecure-requests x-forwarded-port"""),
  DATE("date expires if-modified-since if-unmodified-since last-modified"),
  CONTENT_TYPE("content-type"),
  DISPOSITION("content-disposition"),
  AUTHORITY("host x-forwarded-host :authority"),
  URL("referer origin location content-location access-control-allow-origin"),
  USER_AGENT("user-agent"),
  CREDENTIALS("authorization proxy-authorization www-authenticate proxy-authenticate"),
  /** Free text, percent-encoded. */
  GRPC_MESSAGE("grpc-message"),
  COOKIE("cookie"),
  SET_COOKIE("set-cookie"),
  /** Anything else, entity tags and client addresses too: replaced by the form of its value. */
  UNKNOWN("");

  private static final Map<String, HeaderRule> BY_NAME = new HashMap<>();

  static {
    for (HeaderRule rule : values()) {
      for (String name : rule.names.split(" ", -1)) {
        BY_NAME.put(name, rule);
      }
    }
  }

  private final String names;

  HeaderRule(String names) {
    this.names = names;
  }

  static HeaderRule of(String name) {
    return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
