package org.jointly.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** Who has to leave when there are too many strangers. */
class StrangersShareTest {
  private final Strangers<String> strangers = new Strangers<>(3);

  @Test
  void admit_ofAFloodFromOneAddress_closesTheFloodOnly() throws Exception {
    InetAddress flood = address("192.0.2.1");
    assertThat(strangers.admit(flood, "flood 1")).isEmpty();
    assertThat(strangers.admit(flood, "flood 2")).isEmpty();
    assertThat(strangers.admit(flood, "flood 3")).isEmpty();

    assertThat(strangers.admit(flood, "flood 4")).contains("flood 4");
    assertThat(strangers.admit(address("198.51.100.7"), "a site")).contains("flood 1");
    assertThat(strangers.admit(flood, "flood 5")).contains("flood 5");
    assertThat(strangers.admit(address("203.0.113.9"), "an analyst")).contains("flood 2");
  }

  @Test
  void admit_whenEveryNetworkHasOne_keepsThoseThatWereFirst() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertThat(strangers.admit(address("192.0.2." + i), "stranger " + i)).isEmpty();
    }

    assertThat(strangers.admit(address("192.0.2.4"), "stranger 4")).contains("stranger 4");
    strangers.leave("stranger 2");
    strangers.leave("stranger 2");
    assertThat(strangers.admit(address("192.0.2.4"), "stranger 4")).isEmpty();
    assertThat(strangers.admit(address("192.0.2.5"), "stranger 5")).contains("stranger 5");
  }

  @Test
  void admit_ofManyAddressesOfOneIpv6Network_countsThemTogether() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertThat(strangers.admit(address("2001:db8:0:1::" + i), "neighbour " + i)).isEmpty();
    }

    assertThat(strangers.admit(address("2001:db8:0:1::4"), "neighbour 4")).contains("neighbour 4");
    assertThat(strangers.admit(address("2001:db8:0:2::1"), "a site")).contains("neighbour 1");
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }
}
