/**
 * Who is who: keys, certificates, fingerprints and the roster that binds them to names. The only package that uses Bouncy Castle.
 *
 * <p>Begin with {@link org.jointly.runtime.identity.Identity} (the secret half), {@link
 * org.jointly.runtime.identity.PublicIdentity} (what others see of it), {@link org.jointly.runtime.identity.Fingerprint} (what people
 * read to each other over the phone) and {@link org.jointly.runtime.identity.Roster} (who takes part). Trust comes from the
 * roster's fingerprints alone; names inside certificates are decoration.
 */
package org.jointly.runtime.identity;
