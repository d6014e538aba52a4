package org.jointly.runtime.transport;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jointly.runtime.fault.IdentityFailure;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.fault.PeerUnavailable;
import org.jointly.runtime.fault.ProtocolViolation;
import org.jointly.runtime.party.PartyId;

/**
 * Why a connection ended.
 *
 * @param kind who must act
 * @param text what happened, without the name of the party
 */
record LinkLoss(Kind kind, String text) {
  enum Kind {
    UNAVAILABLE,
    IDENTITY,
    VIOLATION
  }

  static LinkLoss unavailable(String text) {
    return new LinkLoss(Kind.UNAVAILABLE, text);
  }

  static LinkLoss identity(String text) {
    return new LinkLoss(Kind.IDENTITY, text);
  }

  static LinkLoss violation(String text) {
    return new LinkLoss(Kind.VIOLATION, text);
  }

  /** Never quotes what a stranger sent. */
  static LinkLoss of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PinnedTrust.PinRefused || cause instanceof IdentityFailure) {
        return identity(cause.getMessage());
      }
      if (cause instanceof FrameViolation) {
        return violation(cause.getMessage());
      }
      if (cause instanceof NotSslRecordException) {
        return unavailable("sent something that is not TLS");
      }
      if (cause instanceof SslHandshakeTimeoutException) {
        return unavailable("did not finish the TLS handshake in time");
      }
    }
    return ofTlsOrSocket(failure);
  }

  private static LinkLoss ofTlsOrSocket(Throwable failure) {
    Throwable root = failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
    if (root instanceof SSLException tls) {
      return ofTls(String.valueOf(tls.getMessage()).toLowerCase(Locale.ROOT));
    }
    if (root instanceof ClosedChannelException) {
      return unavailable("closed the connection");
    }
    if (root instanceof IOException io) {
      return unavailable(String.valueOf(io.getMessage()));
    }
    return unavailable("failed with " + root.getClass().getSimpleName());
  }

  /** The two engines tell these apart in their texts only; "fatal alert: certificate_unknown" of one is "TLSV1_ALERT_..." of the other. */
  private static LinkLoss ofTls(String message) {
    if (message.contains("empty client certificate") || message.contains("did_not_return_a_certificate")) {
      return identity("offered no certificate");
    }
    if (message.contains("protocol")) {
      return unavailable("does not speak TLS 1.3");
    }
    if (message.contains("alert")) {
      return identity("refused our certificate; is our fingerprint in its roster, and are the clocks right?");
    }
    return unavailable("broke off TLS");
  }

  /** The failure of whatever needed this link. */
  JointlyException toException(PartyId party) {
    return switch (kind) {
      case UNAVAILABLE -> new PeerUnavailable(party, text);
      case IDENTITY -> new IdentityFailure(party, text);
      case VIOLATION -> new ProtocolViolation(party, text);
    };
  }
}
