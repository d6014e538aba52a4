package org.jointly.cli.render;

import java.util.LinkedHashMap;
import java.util.List;
import org.jointly.protocols.query.Answer.Fields;
import org.jointly.protocols.query.Answer.Flag;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Text;
import org.jointly.protocols.query.Answer.Value;
import org.jointly.protocols.query.Answer.Whole;

/** Collects named values in the order they are printed. */
public final class Document {
  private final LinkedHashMap<String, Value> values = new LinkedHashMap<>();

  public Document with(String name, Value value) {
    values.put(name, value);
    return this;
  }

  public Document with(String name, Document part) {
    return with(name, part.fields());
  }

  public Document with(String name, String text) {
    return with(name, new Text(text));
  }

  public Document with(String name, long number) {
    return with(name, new Whole(number));
  }

  public Document with(String name, boolean flag) {
    return with(name, new Flag(flag));
  }

  public Document withTexts(String name, List<String> texts) {
    return with(name, new Items(texts.stream().<Value>map(Text::new).toList()));
  }

  public Fields fields() {
    return new Fields(values);
  }
}
