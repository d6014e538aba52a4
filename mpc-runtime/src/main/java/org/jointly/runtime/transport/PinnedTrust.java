package org.jointly.runtime.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.identity.Fingerprint;
import org.jointly.runtime.identity.PublicIdentity;

/**
 * Trusts one self-signed certificate that is well formed, valid now, and whose fingerprint is expected. Nothing else: no chain, no
 * authority, no host name.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final Predicate<Fingerprint> expected;
  private final Clock clock;

  PinnedTrust(Predicate<Fingerprint> expected, Clock clock) {
    this.expected = expected;
    this.clock = clock;
  }

  /** Why a certificate is not trusted, in words for a log. */
  static final class PinRefused extends CertificateException {
    private static final long serialVersionUID = 1;

    PinRefused(String reason) {
      super(reason);
    }
  }

  private void check(X509Certificate[] chain) throws PinRefused {
    if (chain == null || chain.length != 1) {
      throw new PinRefused("offered " + (chain == null ? 0 : chain.length) + " certificates, expected exactly one");
    }
    try {
      PublicIdentity offered = PublicIdentity.of(chain[0]);
      if (!expected.test(offered.fingerprint())) {
        throw new PinRefused("unknown fingerprint " + offered.fingerprint() + ", not among those expected");
      }
      offered.requireValid(clock);
    } catch (IdentityFailure unusable) {
      throw new PinRefused(unusable.getMessage());
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
