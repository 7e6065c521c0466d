package dev.parallax.proxy;

import java.nio.ByteBuffer;

/** The first message of a client of an old version, RFC 4346: the JDK's own offers none of them. */
final class ClientHello {

  private static final int TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA = 0xc013;
  private static final int BYTES = 2 + 32 + 1 + 2 + 2 + 2;

  private ClientHello() {}

  /**
   * @param version the newest that the client speaks, such as 0x0302 for TLS 1.1
   */
  static byte[] of(int version) {
    return ByteBuffer.allocate(5 + 4 + BYTES)
        // A record of the handshake protocol.
        .put((byte) 22)
        .putShort((short) 0x0301)
        .putShort((short) (4 + BYTES))
        // A ClientHello, its length in three bytes.
        .putInt(1 << 24 | BYTES)
        .putShort((short) version)
        .put(new byte[32])
        // No session, one cipher suite, no compression.
        .put((byte) 0)
        .putShort((short) 2)
        .putShort((short) TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA)
        .put(new byte[] {1, 0})
        .array();
  }
}
