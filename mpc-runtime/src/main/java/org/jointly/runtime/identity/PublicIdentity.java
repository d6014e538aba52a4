package org.jointly.runtime.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jointly.runtime.fault.IdentityFailure;

/**
 * What others see of an {@link Identity}: its self-signed certificate, and the signatures made with its key.
 *
 * <p>An instance that exists is well formed: an X.509 certificate over an ECDSA P-256 key, signed with that same key. Whether it is
 * valid now is asked with {@link #requireValid}; whether it is trusted, only a {@link Roster} says.
 */
public final class PublicIdentity {
  /** Longest certificate accepted, in bytes; ours have about 400. */
  public static final int MAX_DER_BYTES = 4096;

  static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";
  private static final int FIELD_BITS = 256;

  private final X509Certificate certificate;
  private final byte[] der;
  private final Fingerprint fingerprint;

  private PublicIdentity(X509Certificate certificate, byte[] der) {
    this.certificate = certificate;
    this.der = der;
    this.fingerprint = Fingerprint.of(certificate.getPublicKey());
  }

  /**
   * Reads a certificate in DER form.
   *
   * @throws IdentityFailure if it is none, is too long, has trailing bytes, another kind of key, or is not signed with its own key
   */
  public static PublicIdentity ofDer(byte[] der) {
    if (der.length > MAX_DER_BYTES) {
      throw new IdentityFailure("certificate of " + der.length + " bytes, expected at most " + MAX_DER_BYTES);
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate parsed = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(parsed.getEncoded(), der)) {
        throw new IdentityFailure("certificate with bytes before or after it; expected exactly one DER certificate");
      }
      return of(parsed);
    } catch (CertificateException | ClassCastException malformed) {
      throw new IdentityFailure("not an X.509 certificate", malformed);
    }
  }

  /** The same checks for a certificate that is parsed already, such as one a TLS peer offered. */
  public static PublicIdentity of(X509Certificate certificate) {
    if (!(certificate.getPublicKey() instanceof ECPublicKey key)
        || key.getParams().getCurve().getField().getFieldSize() != FIELD_BITS) {
      throw new IdentityFailure(
          "certificate with a key of kind " + certificate.getPublicKey().getAlgorithm() + "; expected ECDSA P-256");
    }
    try {
      byte[] der = certificate.getEncoded();
      if (der.length > MAX_DER_BYTES) {
        throw new IdentityFailure("certificate of " + der.length + " bytes, expected at most " + MAX_DER_BYTES);
      }
      requireWholeBytes(der);
      certificate.verify(key);
      return new PublicIdentity(certificate, der);
    } catch (GeneralSecurityException | IOException invalid) {
      throw new IdentityFailure("certificate is not signed with its own key; expected a self-signed one", invalid);
    }
  }

  /** The JDK accepts a signature said to be a bit shorter, if that bit is zero: then one certificate would have two encodings. */
  private static void requireWholeBytes(byte[] der) throws IOException {
    if (new X509CertificateHolder(der).toASN1Structure().getSignature().getPadBits() != 0) {
      throw new IdentityFailure("certificate whose signature is not a whole number of bytes");
    }
  }

  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The certificate in DER form, a copy. */
  public byte[] der() {
    return der.clone();
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** The name its owner chose. Not authenticated: trust the roster's name for the fingerprint. */
  public String claimedName() {
    String subject = certificate.getSubjectX500Principal().getName();
    return subject.startsWith("CN=") ? subject.substring(3) : subject;
  }

  public Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /** @throws IdentityFailure if the certificate has expired or is not valid yet */
  public void requireValid(Clock clock) {
    Instant now = clock.instant();
    if (now.isAfter(notAfter())) {
      throw new IdentityFailure(
          "certificate " + fingerprint + " expired at " + notAfter() + "; its owner makes a new identity and tells the consortium");
    }
    if (now.isBefore(notBefore())) {
      throw new IdentityFailure(
          "certificate " + fingerprint + " is valid from " + notBefore() + ", but it is " + now + "; check the clocks");
    }
  }

  /**
   * Whether the signature was made by this identity's key over exactly this label and message.
   *
   * @param label what the message is for, such as {@code query}
   */
  public boolean verify(String label, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(SIGNATURE_ALGORITHM);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(signedForm(label, message));
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  /** What is signed: the label keeps a signature for one purpose from being shown for another. */
  static byte[] signedForm(String label, byte[] message) {
    return new LabelledFields("jointly/signature/v1").text(label).field(message).toBytes();
  }

  /** Same key and same certificate. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PublicIdentity that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  @Override
  public String toString() {
    return "PublicIdentity[" + fingerprint + "]";
  }
}
