package org.jointly.protocols.statistic.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.query.Answer;

/** Collects the fields of an answer, in the order they are printed. */
public final class AnswerFields {
  private final Map<String, Answer.Value> fields = new LinkedHashMap<>();

  public AnswerFields put(String name, Answer.Value value) {
    fields.put(name, value);
    return this;
  }

  public AnswerFields text(String name, String value) {
    return put(name, new Answer.Text(value));
  }

  public AnswerFields texts(String name, List<String> values) {
    return put(name, new Answer.Items(values.stream().<Answer.Value>map(Answer.Text::new).toList()));
  }

  public AnswerFields whole(String name, long value) {
    return put(name, new Answer.Whole(value));
  }

  public AnswerFields wholes(String name, long... values) {
    return put(name, new Answer.Items(Arrays.stream(values).<Answer.Value>mapToObj(Answer.Whole::new).toList()));
  }

  public AnswerFields real(String name, double value) {
    return put(name, number(value));
  }

  public AnswerFields reals(String name, double... values) {
    return put(name, new Answer.Items(Arrays.stream(values).mapToObj(AnswerFields::number).toList()));
  }

  /** Fields that do not exist, for one reason. */
  public AnswerFields none(String reason, String... names) {
    for (String name : names) {
      put(name, new Answer.NotAvailable(reason));
    }
    return this;
  }

  public Answer answer() {
    return new Answer(new Answer.Fields(fields));
  }

  public Answer.Fields row() {
    return new Answer.Fields(fields);
  }

  /** Numbers beyond what a double holds exist, but cannot be printed. */
  private static Answer.Value number(double value) {
    return Double.isFinite(value) ? new Answer.Real(value) : new Answer.NotAvailable("beyond double precision");
  }
}
