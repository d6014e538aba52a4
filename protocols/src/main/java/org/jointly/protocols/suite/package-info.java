/**
 * What a protocol suite is to its callers: a security model, a session, and the guard before every opening.
 *
 * <p>Begin with {@link org.jointly.protocols.suite.Suite}. The suites themselves are the packages below; they never name
 * a statistic.
 */
package org.jointly.protocols.suite;
