package org.jointly.runtime.data;

/** PostgreSQL's SQL. Its columns always have a type; text is compared by code points whatever the database's collation. */
enum PostgresDialect implements Dialect {
  POSTGRES;

  @Override
  public String text(String source) {
    return "(CAST(" + source + " AS text) COLLATE \"C\")";
  }

  @Override
  public String list() {
    return "unnest(CAST(? AS text[]))";
  }

  @Override
  public String numberParameter() {
    return "CAST(? AS numeric)";
  }

  @Override
  public String untypedNumber(String source) {
    throw new IllegalStateException("a PostgreSQL column has a type");
  }

  @Override
  public String floatingNumber(String source) {
    String text = "CAST(" + source + " AS text)";
    return "CAST(nullif(nullif(nullif(" + text + ", 'NaN'), 'Infinity'), '-Infinity') AS numeric)";
  }

  @Override
  public String untypedDay(String source) {
    throw new IllegalStateException("a PostgreSQL column has a type");
  }
}
