package org.jointly.cli.figure;

/** A picture for a page. */
public interface Figure {

  /** What it shows, for those who cannot see it too. */
  String title();

  /** The SVG element; colours come from the page's style sheet. */
  String svg();
}
