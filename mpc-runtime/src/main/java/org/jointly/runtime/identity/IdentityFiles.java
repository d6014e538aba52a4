package org.jointly.runtime.identity;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jointly.runtime.fault.IdentityFailure;

/** The two PEM files of an identity. */
final class IdentityFiles {
  private static final long MAX_FILE_BYTES = 64 * 1024;
  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

  private final Path keyFile;
  private final Path certificateFile;

  IdentityFiles(Path folder) {
    this.keyFile = folder.resolve("identity.key");
    this.certificateFile = folder.resolve("identity.crt");
  }

  void write(Identity identity) {
    refuseToOverwrite(certificateFile);
    create(keyFile, pem("PRIVATE KEY", identity.privateKey().getEncoded()), true);
    create(certificateFile, pem("CERTIFICATE", identity.publicIdentity().der()), false);
  }

  private static void refuseToOverwrite(Path file) {
    if (Files.exists(file)) {
      throw alreadyThere(file);
    }
  }

  private static IdentityFailure alreadyThere(Path file) {
    return new IdentityFailure(file + " exists already; an identity is never overwritten: move it away first");
  }

  private static void create(Path file, String text, boolean secret) {
    try {
      FileAttribute<?>[] attributes = {};
      if (secret && isPosix(file)) {
        attributes = new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
      }
      try (var channel =
          Files.newByteChannel(
              file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
        var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    } catch (FileAlreadyExistsException exists) {
      throw alreadyThere(file);
    } catch (IOException failed) {
      throw new IdentityFailure("cannot write " + file + ": " + failed.getMessage(), failed);
    }
  }

  private static String pem(String type, byte[] content) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException impossible) {
      throw new IllegalStateException("a StringWriter does not fail", impossible);
    }
    return text.toString();
  }

  Identity read(SecureRandom random) {
    requireOwnerOnly();
    PrivateKey key = readKey();
    PublicIdentity publicIdentity = readCertificate();
    Identity identity = new Identity(key, publicIdentity, random);
    byte[] probe = new byte[Fingerprint.BYTES];
    random.nextBytes(probe);
    if (!publicIdentity.verify("probe", probe, identity.sign("probe", probe))) {
      throw new IdentityFailure(keyFile + " and " + certificateFile.getFileName() + " do not belong together");
    }
    return identity;
  }

  private void requireOwnerOnly() {
    if (!isPosix(keyFile) || !Files.exists(keyFile)) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(keyFile);
      if (!EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE).containsAll(permissions)) {
        throw new IdentityFailure(
            keyFile
                + " has mode "
                + PosixFilePermissions.toString(permissions)
                + ", so others on this machine can use it; run: chmod 600 "
                + keyFile);
      }
    } catch (IOException failed) {
      throw new IdentityFailure("cannot read the mode of " + keyFile + ": " + failed.getMessage(), failed);
    }
  }

  private PrivateKey readKey() {
    if (!(onlyObject(keyFile) instanceof PrivateKeyInfo info)) {
      throw new IdentityFailure(keyFile + " is not a PKCS#8 key in PEM form (-----BEGIN PRIVATE KEY-----)");
    }
    try {
      PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
      if (!"EC".equals(key.getAlgorithm())) {
        throw new IdentityFailure(keyFile + " holds a key of kind " + key.getAlgorithm() + "; expected ECDSA P-256");
      }
      return key;
    } catch (IOException malformed) {
      throw new IdentityFailure(keyFile + " holds a key that cannot be used; expected ECDSA P-256", withoutText(malformed));
    }
  }

  private PublicIdentity readCertificate() {
    if (!(onlyObject(certificateFile) instanceof X509CertificateHolder holder)) {
      throw new IdentityFailure(certificateFile + " is not a certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    try {
      return PublicIdentity.ofDer(holder.getEncoded());
    } catch (IOException malformed) {
      throw new IdentityFailure(certificateFile + " is not a certificate", malformed);
    }
  }

  private static Object onlyObject(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IdentityFailure(file + " is larger than " + MAX_FILE_BYTES + " bytes; that is no PEM file of ours");
      }
      try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
        Object first = parser.readObject();
        if (first == null || parser.readObject() != null) {
          throw new IdentityFailure(file + " holds " + (first == null ? "no" : "more than one") + " PEM object; expected one");
        }
        return first;
      }
    } catch (NoSuchFileException missing) {
      throw new IdentityFailure(file + " does not exist; make an identity with: jointly identity create");
    } catch (IOException | RuntimeException malformed) {
      if (malformed instanceof IdentityFailure ours) {
        throw ours;
      }
      throw new IdentityFailure(file + " cannot be read as PEM", withoutText(malformed));
    }
  }

  /** A parser may quote what it parsed, here a private key: keep the class and the stack, drop the text. */
  private static Throwable withoutText(Exception parserFailure) {
    var silent = new IOException(parserFailure.getClass().getSimpleName());
    silent.setStackTrace(parserFailure.getStackTrace());
    return silent;
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
