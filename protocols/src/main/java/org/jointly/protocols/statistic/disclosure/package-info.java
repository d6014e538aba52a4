/**
 * What is decided on shares so that no more is opened than the rule allows, shared by several statistics.
 */
package org.jointly.protocols.statistic.disclosure;
