package org.jointly.runtime.session;

import org.jointly.protocols.aggregate.LinkageKey;
import org.jointly.runtime.wire.Bytes32;

/**
 * What all parties agreed on.
 *
 * @param id public: it is in every report
 * @param linkageKey known to the parties alone
 */
public record AgreedSession(Bytes32 id, LinkageKey linkageKey) {}
