package org.jointly.cli.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jointly.runtime.fault.InvalidConfiguration;
import org.junit.jupiter.api.Test;

class LoopbackTest {
  @Test
  void require_whereThisMachineReachesItself_saysNothing() {
    assertThatCode(() -> Loopback.require(Loopback.ADDRESS)).doesNotThrowAnyException();
  }

  /** An address kept for examples (RFC 5737), so that no machine has it. */
  @Test
  void require_whereItDoesNot_saysWhatToLookAt() {
    assertThatThrownBy(() -> Loopback.require("192.0.2.1"))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageStartingWith("this machine cannot connect to itself at 192.0.2.1 (")
        .hasMessageContaining("firewall");
  }
}
