/**
 * The names of those who take part: parties (sites that compute) and analysts (people who ask).
 *
 * <p>Names only, no keys and no addresses, so that failures can name a party without depending on how it is authenticated.
 * {@code identity} binds a name to a key. Depends on nothing.
 */
package org.jointly.runtime.party;
