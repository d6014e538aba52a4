package org.jointly.benchmarks.compare;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jointly.protocols.query.Answer;

/** How far two answers of one shape are apart. */
final class Differences {
  private double largest;
  private int numbers;
  private boolean otherwiseEqual = true;

  private Differences() {}

  static Differences between(Answer one, Answer other) {
    Differences differences = new Differences();
    differences.add(one.fields(), other.fields());
    return differences;
  }

  private void add(Answer.Value one, Answer.Value other) {
    if (one instanceof Answer.Fields fields && other instanceof Answer.Fields others) {
      add(List.copyOf(fields.values().values()), List.copyOf(others.values().values()));
    } else if (one instanceof Answer.Items items && other instanceof Answer.Items others) {
      add(items.values(), others.values());
    } else if (one instanceof Answer.Real real && other instanceof Answer.Real than) {
      numbers++;
      double larger = Math.max(Math.abs(real.value()), Math.abs(than.value()));
      largest = Math.max(largest, larger == 0 ? 0 : Math.abs(real.value() - than.value()) / larger);
    } else {
      numbers += one instanceof Answer.Whole ? 1 : 0;
      otherwiseEqual &= one.equals(other);
    }
  }

  private void add(List<? extends Answer.Value> ones, List<? extends Answer.Value> others) {
    otherwiseEqual &= ones.size() == others.size();
    Iterator<? extends Answer.Value> other = new ArrayList<>(others).iterator();
    ones.stream().limit(others.size()).forEach(one -> add(one, other.next()));
  }

  /** How many numbers were compared. */
  int numbers() {
    return numbers;
  }

  /** The largest relative difference of two real numbers; empty text is not among its forms. */
  String shown() {
    if (!otherwiseEqual) {
      return "DIFFERENT";
    }
    return largest == 0 ? "none" : String.format(java.util.Locale.ROOT, "%.1e", largest);
  }
}
