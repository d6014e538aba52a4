package org.jointly.runtime.data;

import org.jointly.runtime.data.DataSettings.DateFormat;

/**
 * How a site's files spell numbers and dates, and the SQL (DuckDB's) that spells them as everybody does: 72.5 and 2025-12-31. What is
 * spelt neither way stays something that no number and no date is. DuckDB's own reader would need to know beforehand which columns hold
 * numbers; that, only a question says.
 */
record Spelling(boolean decimalComma, DateFormat dates) {
  /** Points, and dates as everybody writes them. */
  static final Spelling PLAIN = new Spelling(false, DateFormat.YEAR_FIRST);

  private static final String NUMBER_WITH_COMMA = "[+-]?([0-9]+,[0-9]*|,[0-9]+)([eE][+-]?[0-9]{1,3})?";

  /** A text that is to be read as a number. 1.234 may be a thousand and more where there are decimal commas: it becomes 1,234, which is none. */
  String number(String source) {
    return decimalComma ? "translate(" + source + ", ',.', '.,')" : source;
  }

  /** A text that is to be one of a question's categories, which may be numbers. */
  String category(String source) {
    return decimalComma
        ? "CASE WHEN regexp_full_match(" + source + ", '" + NUMBER_WITH_COMMA + "') THEN replace(" + source + ", ',', '.') ELSE " + source + " END"
        : source;
  }

  /** A text that is to be read as a day, which may have a time behind it. */
  String day(String source) {
    if (dates == DateFormat.YEAR_FIRST) {
      return source;
    }
    String day = "try_strptime(regexp_extract(" + source + ", '^[^ T]*'), '" + dates.pattern() + "')";
    return "CASE WHEN regexp_full_match(" + source + ", '" + dates.form() + "([ T].*)?') THEN coalesce(strftime(" + day + ", '%Y-%m-%d'), "
        + source + ") ELSE " + source + " END";
  }
}
