/**
 * Whether a site takes part, and the record of what it took part in.
 *
 * <p>{@link org.jointly.runtime.consent.ConsentPolicy} decides on a question before any data is touched; {@link
 * org.jointly.runtime.consent.DisclosureLedger} keeps what was asked, decided, charged, opened and aborted, in a chain of
 * hashes that shows every later change. Neither ever sees a value.
 */
package org.jointly.runtime.consent;
