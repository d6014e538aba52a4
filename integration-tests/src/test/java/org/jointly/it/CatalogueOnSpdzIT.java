package org.jointly.it;

import java.io.IOException;
import java.util.List;

/** The same catalogue among nodes that trust nobody and have nothing in store. */
final class CatalogueOnSpdzIT extends CatalogueOfThreeNodes {

  CatalogueOnSpdzIT() throws IOException {
    super(new Consortium(List.of("north", "south", "west")).on("spdz", "malicious"));
  }
}
