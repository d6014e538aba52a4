/**
 * A whole consortium on this machine: fresh identities, a roster, node files and one process per node, gone when closed. Shared by
 * the demo and the rehearsal. Begin with {@link org.jointly.cli.local.LocalConsortium}.
 */
package org.jointly.cli.local;
