package org.jointly.runtime.data;

/** What a source column holds, as far as queries care. */
enum ColumnType {
  /** Text of a file without types (CSV): it is read as whatever a query compares it with. */
  UNTYPED("text"),
  TEXT("text"),
  INTEGER("a whole number"),
  DECIMAL("a number"),
  /** Binary floating point; taken at its shortest decimal form. */
  FLOATING("a number"),
  DAY("a date"),
  TIMESTAMP("a time stamp"),
  FLAG("true or false"),
  /** A type that no query can ask about. */
  OTHER("of a type that queries cannot ask about");

  private final String inWords;

  ColumnType(String inWords) {
    this.inWords = inWords;
  }

  String inWords() {
    return inWords;
  }
}
