package org.jointly.benchmarks.micro;

import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;

/** A prime field as a JMH parameter. */
public enum FieldName {
  MERSENNE_61(PrimeFields.MERSENNE_61),
  MERSENNE_127(PrimeFields.MERSENNE_127);

  private final PrimeField field;

  FieldName(PrimeField field) {
    this.field = field;
  }

  PrimeField field() {
    return field;
  }
}
