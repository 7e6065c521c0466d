package dev.parallax.proxy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;

/**
 * Does what Netty's own handle does; for those that mend what it is told. A base class, so that
 * each of them shows its mend alone.
 */
@SuppressWarnings("try") // Netty's own signature of close.
abstract class ForwardingIoHandle<H extends IoHandle> implements IoHandle {

  final H netty;

  ForwardingIoHandle(H netty) {
    this.netty = netty;
  }

  @Override
  public void handle(IoRegistration registration, IoEvent event) {
    netty.handle(registration, event);
  }

  @Override
  public void registered() {
    netty.registered();
  }

  @Override
  public void unregistered() {
    netty.unregistered();
  }

  @Override
  public void close() throws Exception {
    netty.close();
  }
}
