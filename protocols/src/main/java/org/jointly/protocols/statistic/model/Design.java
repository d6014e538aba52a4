package org.jointly.protocols.statistic.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jointly.protocols.aggregate.RowColumn;
import org.jointly.protocols.aggregate.RowTable;
import org.jointly.protocols.aggregate.RowValues;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.query.ReleaseRule;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.parameter.ParameterReader;
import org.jointly.protocols.statistic.report.PositiveDefinite;
import org.jointly.protocols.statistic.report.AnswerFields;
import org.jointly.protocols.statistic.report.CountCell;

/**
 * The terms of a regression: an intercept, one term per number, and one per category but the first, which is the reference.
 *
 * <p>Sites compute on standardised terms, which are within [−1, 1] whatever the data are: a number as (x − centre)/half, with
 * the centre and half the width of its public bounds. That bounds every sum publicly, and keeps the matrices well
 * conditioned. Newton's steps do not depend on the scale, so coefficients are turned back exactly at the end.
 *
 * @param predictors numbers and categories
 */
public record Design(List<RowColumn> predictors, boolean intercept) {
  public static final Parameter PREDICTORS = Parameter.required(
      "predictors", Parameter.Kind.PREDICTORS, "columns with bounds (and decimals: 1, or so, if values are not whole), or with categories of which the first is the reference",
      "[{column: age, low: 0, high: 120}, {column: sex, values: [f, m]}]");
  private static final int MAXIMUM_PREDICTORS = 50;
  private static final int ROWS_PER_TERM = 3;
  private static final int MAXIMUM_TERMS = 60;

  public Design {
    predictors = List.copyOf(predictors);
  }

  /**
   * The design of a query, with a complaint about one that no data can support; before any data are touched.
   *
   * @param others what is to be explained, as far as the query says it
   */
  @SafeVarargs
  public static Optional<Design> read(
      ParameterReader reader, boolean intercept, int parties, ReleaseRule rule, Optional<? extends RowColumn>... others) {
    Optional<Design> design =
        reader.predictors(PREDICTORS, MAXIMUM_PREDICTORS).map(columns -> new Design(columns, intercept));
    List<? extends RowColumn> outcomes = Stream.of(others).flatMap(Optional::stream).toList();
    design.ifPresent(given -> given.check(reader, parties * rule.largestCountPerSite(), outcomes));
    return design;
  }

  private void check(ParameterReader reader, long mostRows, List<? extends RowColumn> outcomes) {
    if (size() > MAXIMUM_TERMS || (long) ROWS_PER_TERM * size() > mostRows) {
      reader.problem(PREDICTORS, "give " + size() + " coefficients; write fewer: at most " + MAXIMUM_TERMS
          + ", and one for every " + ROWS_PER_TERM + " rows there can be");
    }
    for (RowColumn predictor : predictors) {
      if (predictor instanceof RowColumn.Category category && category.values().size() < 2) {
        reader.problem(PREDICTORS, category.column() + " has one category, which explains nothing; write two or more");
      }
      if (outcomes.stream().anyMatch(other -> !Collections.disjoint(other.columns(), predictor.columns()))) {
        reader.problem(PREDICTORS, "name the column " + String.join(", ", predictor.columns())
            + ", which is what is to be explained, or its time or exposure; write others");
      }
    }
  }

  /** The fewest rows that support so many coefficients: p ≤ n/3. */
  public long fewestRows() {
    return (long) ROWS_PER_TERM * size();
  }

  /** What is said where there are fewer, or too few patients of some kind: nobody knows which. */
  AnswerFields hide(AnswerFields fields, String n, ReleaseRule rule) {
    return hide(fields, n, rule, rule.minimumSites());
  }

  /** @param sites where the statistic itself asks for more than the rule */
  public AnswerFields hide(AnswerFields fields, String n, ReleaseRule rule, int sites) {
    return fields.put(n, CountCell.hidden(rule, sites))
        .text("warning", n + " is hidden: fewer than " + fewestRows() + " rows have all values, or too few patients have a category or what is"
            + " explained");
  }

  public int size() {
    return names().size();
  }

  /** As R names coefficients: {@code (Intercept) age sexm}. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (intercept) {
      names.add("(Intercept)");
    }
    for (RowColumn predictor : predictors) {
      if (predictor instanceof RowColumn.Category category) {
        category.values().stream().skip(1).forEach(value -> names.add(category.column() + value));
      } else {
        names.addAll(predictor.columns());
      }
    }
    return names;
  }

  /** The columns to read, with those of the outcome before them. */
  public List<RowColumn> reads(RowColumn... outcome) {
    return Stream.concat(Stream.of(outcome), predictors.stream()).toList();
  }

  /** The standardised terms of a row, in one array that is used again for the next row. */
  public IntFunction<double[]> standardised(RowTable rows) {
    List<RowValues> columns = predictors.stream().map(rows::values).toList();
    double[] terms = new double[size()];
    return row -> {
      int next = 0;
      if (intercept) {
        terms[next++] = 1;
      }
      for (int i = 0; i < columns.size(); i++) {
        if (predictors.get(i) instanceof RowColumn.Category category) {
          for (int value = 1; value < category.values().size(); value++) {
            terms[next++] = columns.get(i).indexAt(row) == value ? 1 : 0;
          }
        } else {
          RowColumn.Number number = (RowColumn.Number) predictors.get(i);
          terms[next++] = (columns.get(i).at(row) - centre(number)) / half(number);
        }
      }
      return terms;
    };
  }

  private static double centre(RowColumn.Number number) {
    return (number.smallest() + (double) number.largest()) / 2;
  }

  private static double half(RowColumn.Number number) {
    return (number.largest() - (double) number.smallest()) / 2;
  }

  /**
   * Where the standardised numbers lie on the average, for sums of products that do not cancel; 0 for the intercept and categories.
   *
   * @param moments sums of products of the terms, with any weights; the intercept is the first
   */
  double[] centre(double[][] moments) {
    double[] centre = new double[size()];
    int next = 1;
    for (RowColumn predictor : predictors) {
      if (predictor instanceof RowColumn.Category category) {
        next += category.values().size() - 1;
      } else {
        centre[next] = moments[next][0] / moments[0][0];
        next++;
      }
    }
    return centre;
  }

  /**
   * The coefficients of the terms as the query names them, from those of the standardised terms.
   *
   * @param centre what was taken from each standardised term
   */
  double[] coefficients(double[] standardised, double[] centre) {
    double[][] back = back(centre);
    double[] coefficients = new double[size()];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < size(); j++) {
        coefficients[i] += back[i][j] * standardised[j];
      }
    }
    return coefficients;
  }

  /** Their standard errors, from the information about the standardised coefficients. */
  double[] standardErrors(PositiveDefinite information, double[] centre) {
    double[][] back = back(centre);
    double[] errors = new double[size()];
    for (int i = 0; i < size(); i++) {
      errors[i] = Math.sqrt(information.inverseForm(back[i]));
    }
    return errors;
  }

  /** The linear map from standardised coefficients to those the query names. */
  private double[][] back(double[] centre) {
    double[][] back = new double[size()][size()];
    int next = 0;
    if (intercept) {
      back[0][next++] = 1;
    }
    for (RowColumn predictor : predictors) {
      if (predictor instanceof RowColumn.Category category) {
        for (int value = 1; value < category.values().size(); value++) {
          back[next][next] = 1;
          next++;
        }
      } else {
        RowColumn.Number number = (RowColumn.Number) predictor;
        back[next][next] = number.scale().doubleValue() / half(number);
        if (intercept) {
          back[0][next] = -centre(number) / half(number) - centre[next];
        }
        next++;
      }
    }
    return back;
  }

  /** How many cells {@link #patientsByCategory} has. */
  public int categories() {
    return categoricals().stream().mapToInt(category -> category.values().size()).sum();
  }

  /** The distinct patients in every category: a coefficient must not rest on a handful of them. */
  public IntegerVector patientsByCategory(RowTable rows) {
    long[] counts = new long[categories()];
    int next = 0;
    for (RowColumn.Category category : categoricals()) {
      RowValues values = rows.values(category);
      int size = category.values().size();
      long[] own = rows.countPatients(size, row -> rows.isComplete(row) ? values.indexAt(row) : -1).toLongs();
      System.arraycopy(own, 0, counts, next, size);
      next += size;
    }
    return IntegerVector.of(counts);
  }

  private List<RowColumn.Category> categoricals() {
    return predictors.stream()
        .filter(RowColumn.Category.class::isInstance)
        .map(RowColumn.Category.class::cast)
        .toList();
  }
}
