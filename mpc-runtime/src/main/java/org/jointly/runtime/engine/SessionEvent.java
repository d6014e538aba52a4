package org.jointly.runtime.engine;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A session of this node, from its setup to its end, in a flight recording. Names and counts only. */
@Name("jointly.Session")
@Label("Session")
@Category("Jointly")
@Description("A joint computation of this node, from its setup to its end")
@StackTrace(false)
final class SessionEvent extends Event {
  @Label("Session")
  String session;

  @Label("Party")
  String party;

  @Label("Statistic")
  String statistic;

  @Label("Suite")
  String suite;

  @Label("Adversary")
  String adversary;

  @Label("Parties")
  int parties;

  @Label("Outcome")
  @Description("answered, or the family of the failure")
  String outcome;

  @Label("Legs")
  int legs;

  @Label("Rounds")
  int rounds;

  @Label("Messages sent")
  long messages;

  @Label("Bytes sent")
  @DataAmount
  long bytesSent;
}
