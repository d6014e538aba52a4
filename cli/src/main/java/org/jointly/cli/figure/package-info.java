/**
 * Pictures of answers, as plain SVG: which ones, the statistic says ({@link org.jointly.protocols.query.Exhibit}). Begin at {@link
 * org.jointly.cli.figure.Figures}.
 */
package org.jointly.cli.figure;
