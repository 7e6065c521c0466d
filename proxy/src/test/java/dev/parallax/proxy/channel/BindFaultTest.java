package dev.parallax.proxy.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class BindFaultTest {

  @Test
  void saysWhatToDoAboutWhatTheKernelSays() throws IOException {
    InetSocketAddress foreign = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 80);
    assertThat(said(foreign, refusal(foreign)))
        .isEqualTo(
            "proxy.listen: can't listen on 203.0.113.7:80: not this machine's (expected: an address"
                + " of this machine)");
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      InetSocketAddress same = (InetSocketAddress) taken.getLocalSocketAddress();
      assertThat(said(same, refusal(same))).endsWith("(is another process using the port?)");
    }
  }

  @Test
  void saysThatANameIsNoHost() {
    assertThat(
            said(
                InetSocketAddress.createUnresolved("nosuch.invalid", 80),
                new IOException((String) null)))
        .isEqualTo(
            "proxy.listen: can't listen on nosuch.invalid:80: no such host (expected: an address of"
                + " this machine)");
  }

  @Test
  void writesAnAddressOfIpv6InBrackets() {
    assertThat(
            said(
                new InetSocketAddress(InetAddress.ofLiteral("::1"), 80),
                new IOException("Permission denied")))
        .contains("[0:0:0:0:0:0:0:1]:80: permission denied (expected: a port from 1024 on");
  }

  private static IOException refusal(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
    } catch (IOException e) {
      return e;
    }
    throw new AssertionError("listens on " + address);
  }

  private static String said(InetSocketAddress address, Throwable cause) {
    return String.valueOf(BindFault.of("proxy.listen", address, cause).getMessage());
  }
}
