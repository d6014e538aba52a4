package org.jointly.runtime.engine;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A round of a session in a flight recording: it lasts until the work for the next one is done. */
@Name("jointly.Round")
@Label("Round")
@Category("Jointly")
@Description("One exchange of frames with the other parties, until the work for the next one is done")
@StackTrace(false)
final class RoundEvent extends Event {
  @Label("Session")
  String session;

  @Label("Party")
  String party;

  @Label("Number")
  int number;

  @Label("Step")
  String step;

  @Label("Gates")
  @Description("The kinds of protocols that took part")
  String gates;

  @Label("Messages sent")
  long messages;

  @Label("Bytes sent")
  @DataAmount
  long bytesSent;

  @Label("Bytes received")
  @DataAmount
  long bytesReceived;

  @Label("Sent to")
  @Description("Bytes by party")
  String sentTo;

  @Label("Sent at")
  @Description("When the frames of this round were complete, since the session began")
  @Timespan(Timespan.NANOSECONDS)
  long sentAt;

  @Label("Computed")
  @Description("Own work for this round, waiting excluded")
  @Timespan(Timespan.NANOSECONDS)
  long computed;

  @Label("Waited")
  @Description("For the frames of the others")
  @Timespan(Timespan.NANOSECONDS)
  long waited;
}
