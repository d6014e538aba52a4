package org.jointly.protocols.query;

import java.util.Set;

/**
 * Which numbers of an answer are estimates that come out differently in every session, since they depend on its random key.
 *
 * @param fields those of the answer that do
 * @param deviation the field that holds their standard deviation, or more
 */
public record Sampling(Set<String> fields, String deviation) {
  public Sampling {
    fields = Set.copyOf(fields);
  }
}
