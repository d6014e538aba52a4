package org.jointly.cli.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jointly.runtime.fault.InvalidConfiguration;

/** Whether processes on this machine reach each other. Where a firewall or a sandbox does not let them, nodes would wait in vain. */
final class Loopback {
  static final String ADDRESS = "127.0.0.1";
  private static final int PATIENCE_MILLIS = 20_000;

  private Loopback() {}

  /** @throws InvalidConfiguration if this machine cannot connect to itself at the address */
  static void require(String address) {
    try (ServerSocket there = new ServerSocket(0, 1, InetAddress.getByName(address));
        Socket here = new Socket()) {
      here.connect(new InetSocketAddress(there.getInetAddress(), there.getLocalPort()), PATIENCE_MILLIS);
    } catch (IOException blocked) {
      throw new InvalidConfiguration("this machine cannot connect to itself at " + address + " (" + blocked.getMessage()
          + "), which nodes on one machine must; is the loopback interface up, and does a firewall or sandbox let it through?");
    }
  }
}
