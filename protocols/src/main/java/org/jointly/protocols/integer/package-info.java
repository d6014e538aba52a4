/** Plain integers in vectors: what enters the sharing and what comes out of it. A leaf; depends on nothing. */
package org.jointly.protocols.integer;
