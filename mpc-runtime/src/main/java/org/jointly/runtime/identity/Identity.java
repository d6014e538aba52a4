package org.jointly.runtime.identity;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jointly.runtime.fault.IdentityFailure;

/**
 * The secret half: a private key and its self-signed certificate. Proves to others who a node or an analyst is.
 *
 * <p>ECDSA P-256, because both TLS engines accept it for client certificates. On disk: {@code identity.key} (PKCS#8 PEM, mode
 * 0600) and {@code identity.crt} (PEM) in one folder.
 *
 * <p>Thread-safe.
 */
public final class Identity {
  /** Clocks of sites differ a little: a new certificate is valid from this long ago. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private static final int SERIAL_BITS = 127;

  private final PrivateKey key;
  private final PublicIdentity publicIdentity;
  private final SecureRandom random;

  Identity(PrivateKey key, PublicIdentity publicIdentity, SecureRandom random) {
    this.key = key;
    this.publicIdentity = publicIdentity;
    this.random = random;
  }

  /**
   * Makes a new key and certificate.
   *
   * @param name the party's or analyst's name; becomes the certificate's common name
   * @param validity how long from now the certificate is valid
   * @throws IllegalArgumentException if the validity is not positive
   */
  public static Identity create(String name, Duration validity, Clock clock, SecureRandom random) {
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("a certificate must be valid for some time, got " + validity);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      Instant now = clock.instant();
      X509CertificateHolder holder = selfSigned(name, pair, now.minus(CLOCK_SKEW), now.plus(validity), random);
      return new Identity(pair.getPrivate(), PublicIdentity.ofDer(holder.getEncoded()), random);
    } catch (GeneralSecurityException | OperatorCreationException | java.io.IOException unavailable) {
      throw new IdentityFailure("this Java platform cannot make an ECDSA P-256 certificate", unavailable);
    }
  }

  private static X509CertificateHolder selfSigned(
      String name, KeyPair pair, Instant from, Instant until, SecureRandom random)
      throws OperatorCreationException, org.bouncycastle.cert.CertIOException {
    var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    var serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    var signer =
        new JcaContentSignerBuilder(PublicIdentity.SIGNATURE_ALGORITHM).setSecureRandom(random).build(pair.getPrivate());
    return new JcaX509v3CertificateBuilder(
            subject, serial, Date.from(from), Date.from(until), subject, pair.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}))
        .build(signer);
  }

  /**
   * Reads an identity and checks that it can be used now.
   *
   * @param folder where {@code identity.key} and {@code identity.crt} are
   * @throws IdentityFailure if a file is missing, malformed or readable by others, if key and certificate do not belong together, or
   *     if the certificate is not valid now
   */
  public static Identity load(Path folder, Clock clock, SecureRandom random) {
    Identity identity = new IdentityFiles(folder).read(random);
    identity.publicIdentity.requireValid(clock);
    return identity;
  }

  /**
   * Writes both files, the key readable by its owner only.
   *
   * @throws IdentityFailure if one of them exists already or cannot be written
   */
  public void save(Path folder) {
    new IdentityFiles(folder).write(this);
  }

  /**
   * Signs a message for one purpose.
   *
   * @param label the purpose, such as {@code query}; a signature for one label is none for another
   */
  public byte[] sign(String label, byte[] message) {
    try {
      Signature signer = Signature.getInstance(PublicIdentity.SIGNATURE_ALGORITHM);
      signer.initSign(key, random);
      signer.update(PublicIdentity.signedForm(label, message));
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IdentityFailure("this key cannot sign", impossible);
    }
  }

  public Fingerprint fingerprint() {
    return publicIdentity.fingerprint();
  }

  public PublicIdentity publicIdentity() {
    return publicIdentity;
  }

  public Instant notAfter() {
    return publicIdentity.notAfter();
  }

  /** For TLS and for the key file only. */
  public PrivateKey privateKey() {
    return key;
  }

  @Override
  public String toString() {
    return "Identity[" + fingerprint() + ", key redacted]";
  }
}
