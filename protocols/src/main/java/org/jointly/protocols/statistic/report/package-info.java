/**
 * Public arithmetic on what was opened: distributions, intervals, the fields of an answer.
 */
package org.jointly.protocols.statistic.report;
