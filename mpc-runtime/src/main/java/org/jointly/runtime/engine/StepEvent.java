package org.jointly.runtime.engine;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a session in a flight recording: setup, input, joint, gate or open, with the checks that the suite makes on its way. */
@Name("jointly.Step")
@Label("Step")
@Category("Jointly")
@Description("A step of a joint computation: setup, input, joint, gate or open")
@StackTrace(false)
final class StepEvent extends Event {
  @Label("Session")
  String session;

  @Label("Party")
  String party;

  @Label("Step")
  String step;

  @Label("Rounds")
  int rounds;

  @Label("Messages sent")
  long messages;

  @Label("Bytes sent")
  @DataAmount
  long bytesSent;
}
