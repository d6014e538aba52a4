package org.jointly.runtime.data;

/** DuckDB's SQL. Text is ordered by its bytes, which for UTF-8 is the order of code points. */
enum DuckDbDialect implements Dialect {
  DUCKDB;

  private static final String DECIMAL = "DECIMAL(38,18)";

  @Override
  public String text(String source) {
    return "CAST(" + source + " AS VARCHAR)";
  }

  @Override
  public String list() {
    return "unnest(CAST(? AS VARCHAR[]))";
  }

  @Override
  public String numberParameter() {
    return "CAST(? AS " + DECIMAL + ")";
  }

  /** TRY_CAST alone would take {@code 1_000} and {@code 0x10} for numbers. */
  @Override
  public String untypedNumber(String source) {
    return "CASE WHEN regexp_full_match(trim(" + source + "), '" + NUMBER + "') THEN TRY_CAST(" + source + " AS "
        + DECIMAL + ") END";
  }

  @Override
  public String floatingNumber(String source) {
    return "TRY_CAST(" + text(source) + " AS " + DECIMAL + ")";
  }

  @Override
  public String untypedDay(String source) {
    return "CASE WHEN regexp_full_match(" + source + ", '" + DAY + "') THEN TRY_CAST(left(" + source
        + ", 10) AS DATE) END";
  }
}
