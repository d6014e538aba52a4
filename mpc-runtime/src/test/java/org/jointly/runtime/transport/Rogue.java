package org.jointly.runtime.transport;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jointly.runtime.identity.Identity;

/** Speaks TLS correctly and everything else as it likes; shares no code with what it attacks. */
final class Rogue implements AutoCloseable {
  private static final char[] NO_PASSWORD = new char[0];
  private static final int TIMEOUT_MILLIS = 20_000;

  private final SSLSocket socket;
  private final DataInputStream in;

  private Rogue(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** @param identities at most one; none to offer no certificate */
  static Rogue connect(int port, String protocol, Identity... identities) throws IOException, GeneralSecurityException {
    SSLContext tls = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    for (Identity identity : identities) {
      Certificate[] chain = {identity.publicIdentity().certificate()};
      store.setKeyEntry("own", identity.privateKey(), NO_PASSWORD, chain);
    }
    keys.init(store, NO_PASSWORD);
    tls.init(keys.getKeyManagers(), new TrustManager[] {new TrustAll()}, new SecureRandom());
    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setEnabledProtocols(new String[] {protocol});
    return new Rogue(socket);
  }

  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  Rogue hello() throws IOException {
    return frame(1, ByteBuffer.allocate(9).put("jointly".getBytes(StandardCharsets.US_ASCII)).putShort((short) 1).array());
  }

  Rogue frame(int kind, byte[] body) throws IOException {
    return raw(ByteBuffer.allocate(5 + body.length).putInt(1 + body.length).put((byte) kind).put(body).array());
  }

  Rogue raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The body of the next frame, its kind first. */
  byte[] next() throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  /** Reads until the other side closes. */
  boolean isClosedByTheOther() {
    try {
      while (true) {
        next();
      }
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (EOFException closed) {
      return true;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
