package org.jointly.runtime.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.InternalFailure;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.PublicIdentity;

/**
 * TLS 1.3 and nothing older, with certificates on both sides, for dialling and for accepting.
 *
 * <p>Sessions are not resumed: engines are made without a peer's address, so that no client looks for a cached session, and BoringSSL
 * issues no tickets. Should a peer resume all the same, the certificate of its first handshake is checked again by {@link #peerOf}.
 */
record MutualTls(SslContext dialling, SslContext accepting) {
  private static final String PROTOCOL = "TLSv1.3";

  static MutualTls of(Identity identity, TlsEngine engine, Predicate<Fingerprint> expected, Clock clock) {
    try {
      PinnedTrust trust = new PinnedTrust(expected, clock);
      X509Certificate certificate = identity.publicIdentity().certificate();
      SslContext dialling =
          SslContextBuilder.forClient()
              .sslProvider(engine.provider())
              .protocols(PROTOCOL)
              .keyManager(identity.privateKey(), certificate)
              .trustManager(trust)
              .endpointIdentificationAlgorithm(null)
              .build();
      SslContext accepting =
          SslContextBuilder.forServer(identity.privateKey(), certificate)
              .sslProvider(engine.provider())
              .protocols(PROTOCOL)
              .trustManager(trust)
              .clientAuth(ClientAuth.REQUIRE)
              .build();
      forgetSessions(dialling, true);
      forgetSessions(accepting, false);
      return new MutualTls(dialling, accepting);
    } catch (SSLException unusable) {
      throw new InternalFailure("cannot set up TLS with " + engine, unusable);
    }
  }

  private static void forgetSessions(SslContext context, boolean client) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    } else if (client) {
      context.sessionContext().setSessionCacheSize(1);
    }
  }

  /**
   * Who is at the other end of a finished handshake.
   *
   * @throws IdentityFailure if it showed no usable certificate, or one that is not valid now
   */
  static PublicIdentity peerOf(SSLSession session, Clock clock) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      if (chain.length != 1 || !(chain[0] instanceof X509Certificate certificate)) {
        throw new IdentityFailure("offered " + chain.length + " certificates, expected exactly one");
      }
      PublicIdentity peer = PublicIdentity.of(certificate);
      peer.requireValid(clock);
      return peer;
    } catch (SSLPeerUnverifiedException none) {
      throw new IdentityFailure("offered no certificate", none);
    }
  }
}
