/**
 * Pictures of answers, as plain SVG: which one fits follows from the names in the answer, which are a contract. Begin at {@link
 * org.jointly.cli.figure.Figures}.
 */
package org.jointly.cli.figure;
