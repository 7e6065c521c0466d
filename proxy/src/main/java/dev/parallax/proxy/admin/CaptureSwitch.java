package dev.parallax.proxy.admin;

import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.admin.Endpoint.BadRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns recording off and on again while the proxy serves: {@code /capture}. Off, exchanges that
 * begin are counted as untapped. Kept nowhere: a restart goes back to the configuration.
 */
final class CaptureSwitch {

  private static final Logger LOG = LoggerFactory.getLogger(CaptureSwitch.class);

  private final ProxyServer proxy;

  CaptureSwitch(ProxyServer proxy) {
    this.proxy = proxy;
  }

  boolean isEnabled() {
    return proxy.taps().isOn() && !proxy.taps().isSuspended();
  }

  AdminAnswer get() {
    return Json.object(
        json -> {
          json.writeBooleanField("enabled", isEnabled());
          json.writeBooleanField("configured", proxy.taps().isOn());
          json.writeBooleanField("turnedItselfOff", proxy.tapReport().off());
          json.writeNumberField("keep", proxy.tapReport().keep());
        });
  }

  synchronized AdminAnswer put(AdminRequest request) throws BadRequest {
    boolean enabled =
        Json.flag(request.body(), "enabled")
            .orElseThrow(
                () -> new BadRequest("Expected: {\"enabled\": false} or {\"enabled\": true}"));
    if (enabled && !proxy.taps().isOn()) {
      return AdminAnswer.text(409, "The proxy was started to record nothing: start it otherwise.");
    }
    if (enabled != isEnabled()) {
      proxy.taps().suspend(!enabled);
      LOG.atWarn().addKeyValue("enabled", enabled).log("capture switched by an operator");
    }
    return get();
  }
}
