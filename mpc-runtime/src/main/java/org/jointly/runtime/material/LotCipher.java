package org.jointly.runtime.material;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Encrypts what belongs to one lot: AES-256-GCM, under keys that HKDF-SHA-256 (RFC 5869) derives from the storage key and the lot's
 * random salt, one for each purpose.
 *
 * <p>Pieces are written once, chunk by chunk, and a chunk's nonce is its number; notes are written often and have random nonces. The
 * name is authenticated with each, so that nothing can stand for anything else.
 */
final class LotCipher {
  /** By how much an encrypted chunk is longer. */
  static final int TAG_BYTES = 16;

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final byte[] storageKey;
  private final byte[] salt;

  LotCipher(byte[] storageKey, byte[] salt) {
    this.storageKey = storageKey;
    this.salt = salt.clone();
  }

  /** A chunk of pieces; to be called once for each number. */
  byte[] sealChunk(String kind, long number, byte[] pieces) {
    return run(Cipher.ENCRYPT_MODE, "pieces " + kind, nonce(number), chunk(kind, number), pieces);
  }

  /** @throws Damaged if this is not what was sealed under that name */
  byte[] openChunk(String kind, long number, byte[] sealed) throws Damaged {
    return open("pieces " + kind, nonce(number), chunk(kind, number), sealed);
  }

  /** A short secret text that may be written again and again. */
  byte[] sealNote(String name, byte[] text, SecureRandom random) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, "note", nonce, name, text);
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  /** @throws Damaged if this is not what was sealed under that name */
  byte[] openNote(String name, byte[] sealed) throws Damaged {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new Damaged();
    }
    return open("note", Arrays.copyOf(sealed, NONCE_BYTES), name, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
  }

  private static String chunk(String kind, long number) {
    return kind + " " + number;
  }

  private static byte[] nonce(long number) {
    return ByteBuffer.allocate(NONCE_BYTES).putLong(NONCE_BYTES - Long.BYTES, number).array();
  }

  private byte[] open(String purpose, byte[] nonce, String name, byte[] sealed) throws Damaged {
    try {
      return run(Cipher.DECRYPT_MODE, purpose, nonce, name, sealed);
    } catch (IllegalStateException failed) {
      if (failed.getCause() instanceof AEADBadTagException) {
        throw new Damaged();
      }
      throw failed;
    }
  }

  private byte[] run(int mode, String purpose, byte[] nonce, String name, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key(purpose), "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
      cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException("AES-GCM failed", failed);
    }
  }

  private byte[] key(String purpose) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(storageKey, salt, ("jointly/material/1 " + purpose).getBytes(StandardCharsets.UTF_8)));
    byte[] key = new byte[KEY_BYTES];
    generator.generateBytes(key, 0, KEY_BYTES);
    return key;
  }

  /** Not what was written: torn, changed, moved, or another key's. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;
  }

  @Override
  public String toString() {
    return "LotCipher[secret]";
  }
}
