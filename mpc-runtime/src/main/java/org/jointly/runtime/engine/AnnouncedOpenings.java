package org.jointly.runtime.engine;

import org.jointly.protocols.suite.OpeningGuard;

/** The plan's guard, with an announcement before the first opening it allows: what is opened is written down beforehand. */
final class AnnouncedOpenings implements OpeningGuard {
  private final OpeningGuard listed;
  private final Runnable announcement;
  private boolean announced;

  AnnouncedOpenings(OpeningGuard listed, Runnable announcement) {
    this.listed = listed;
    this.announcement = announcement;
  }

  @Override
  public void check(String label, int elements) {
    listed.check(label, elements);
    if (!announced) {
      announcement.run();
      announced = true;
    }
  }

  @Override
  public boolean allowsMaskedScalars() {
    return listed.allowsMaskedScalars();
  }
}
