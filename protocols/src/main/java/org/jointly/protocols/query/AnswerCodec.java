package org.jointly.protocols.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The canonical form of an answer; fields keep their order.
 *
 * <pre>
 *   answer = label fields
 *   fields = list of (name value), names distinct
 *   value  = 0 whole | 1 real | 2 text | 3 flag | 4 reason | 5 k m | 6 values | 7 fields
 * </pre>
 */
final class AnswerCodec {
  private static final String LABEL = "jointly/answer/1";

  private AnswerCodec() {}

  static byte[] write(Answer answer) {
    CanonicalWriter out = new CanonicalWriter(LABEL, Limits.ANSWER);
    fields(out, answer.fields());
    return out.toBytes();
  }

  static Answer read(byte[] bytes) {
    CanonicalReader in = new CanonicalReader(LABEL, Limits.ANSWER, bytes);
    Answer answer = new Answer(fields(in));
    in.end();
    return answer;
  }

  private static void fields(CanonicalWriter out, Answer.Fields fields) {
    out.list(fields.values().entrySet(), field -> {
      out.text(field.getKey());
      value(out, field.getValue());
    });
  }

  private static Answer.Fields fields(CanonicalReader in) {
    List<Map.Entry<String, Answer.Value>> fields = in.list(() -> Map.entry(in.text(), value(in)));
    Map<String, Answer.Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, Answer.Value> field : fields) {
      if (values.containsKey(field.getKey())) {
        throw new CanonicalFormException("a field twice");
      }
      values.put(field.getKey(), field.getValue());
    }
    if (values.values().stream().filter(Answer.Suppressed.class::isInstance).count() > 1) {
      throw new CanonicalFormException("two suppressed fields in one place");
    }
    return new Answer.Fields(values);
  }

  private static void value(CanonicalWriter out, Answer.Value value) {
    if (value instanceof Answer.Whole whole) {
      out.tagged(0, () -> out.whole(whole.value()));
    } else if (value instanceof Answer.Real real) {
      out.tagged(1, () -> out.real(real.value()));
    } else if (value instanceof Answer.Text text) {
      out.tagged(2, () -> out.text(text.value()));
    } else if (value instanceof Answer.Flag flag) {
      out.tagged(3, () -> out.flag(flag.value()));
    } else if (value instanceof Answer.NotAvailable none) {
      out.tagged(4, () -> out.text(none.reason()));
    } else if (value instanceof Answer.Suppressed suppressed) {
      out.tagged(5, () -> out.whole(suppressed.minimumCount()).whole(suppressed.minimumSites()).flag(suppressed.alone()));
    } else if (value instanceof Answer.Items items) {
      out.tagged(6, () -> out.list(items.values(), item -> value(out, item)));
    } else if (value instanceof Answer.Fields fields) {
      out.tagged(7, () -> fields(out, fields));
    }
  }

  private static Answer.Value value(CanonicalReader in) {
    return in.tagged(tag -> switch (tag) {
      case 0 -> new Answer.Whole(in.whole());
      case 1 -> new Answer.Real(in.real());
      case 2 -> new Answer.Text(in.text());
      case 3 -> new Answer.Flag(in.flag());
      case 4 -> new Answer.NotAvailable(in.text());
      case 5 -> new Answer.Suppressed(in.whole(0, Long.MAX_VALUE), (int) in.whole(1, Integer.MAX_VALUE), in.flag());
      case 6 -> new Answer.Items(in.list(() -> value(in)));
      case 7 -> fields(in);
      default -> throw in.unknownTag(tag);
    });
  }
}
