package org.jointly.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jointly.runtime.config.QueryFile;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.jointly.runtime.data.DataSettings.DateFormat;
import org.jointly.runtime.fault.DataFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedValuesTest {
  @TempDir private Path folder;

  @Test
  void unseen_namesEachColumnThatLacksAValue_ofCohortEventAndCategories() throws IOException {
    NamedValues named = query("""
        cohort: {table: rows, where: [{column: site, in: [a, b]}, {any: [{column: stage, equals: 2}, {column: stage, equals: 7}]}]}
        event: {column: status, equals: dead}
        group: {column: sex, values: [f, m, x]}
        """);
    Path one = file("one.csv", "site,stage,status,sex\na,2.0,0,f\nb,7,1,m\n");
    Path two = file("two.csv", "sex,site\nx,c\n");

    assertThat(named.unseen(List.of(one, two), CsvLayout.PLAIN)).containsExactly("no row of these files has status dead; there are 0, 1");
    assertThat(named.unseen(List.of(one), CsvLayout.PLAIN)).containsExactly(
        "no row of these files has sex x; there are f, m", "no row of these files has status dead; there are 0, 1");
  }

  @Test
  void unseen_ofAColumnWithoutValues_saysSo_andOfManyValuesNamesAFew() throws IOException {
    NamedValues named = query("cohort: {table: rows, where: [{column: sex, equals: f}]}\n");

    assertThat(named.unseen(List.of(file("empty.csv", "")), CsvLayout.PLAIN)).containsExactly("no row of these files has sex f; there is no value at all");
    assertThat(named.unseen(List.of(file("blank.csv", "sex\n\"\"\n")), CsvLayout.PLAIN)).hasSize(1);
    assertThat(named.unseen(List.of(file("many.csv", "sex\na\nb\nc\nd\ne\ng\n")), CsvLayout.PLAIN))
        .containsExactly("no row of these files has sex f; there are a, b, c, d, e, …");
    assertThat(named.unseen(List.of(file("na.csv", "sex\nNA\n")), new CsvLayout(',', List.of("NA"))))
        .containsExactly("no row of these files has sex f; there is no value at all");
    assertThat(named.unseen(List.of(file("there.csv", "sex\nf\n")), CsvLayout.PLAIN)).isEmpty();
  }

  @Test
  void unseen_ofFilesWithSemicolonsCommasAndBlanks_readsThemAsNodesDo() throws IOException {
    NamedValues named = query("cohort: {table: rows, where: [{column: grade, in: [0.5, 2]}, {column: sex, equals: f}]}\n");
    CsvLayout layout = new CsvLayout(';', List.of(), true, DateFormat.YEAR_FIRST);

    assertThat(named.unseen(List.of(file("rows.csv", "grade;sex \n0,50;f \n")), layout))
        .containsExactly("no row of these files has grade 2; there are 0.5");
  }

  /** Written out, this number of a data set, or code, would fill the memory. */
  @Test
  void unseen_ofANumberWithAHugeExponent_takesItAsItIs() throws IOException {
    NamedValues named = query("cohort: {table: rows, where: [{column: code, in: [\"9E999999999\", \"1E2\"]}]}\n");

    assertThat(named.unseen(List.of(file("codes.csv", "code\n9E999999999\n100\n")), CsvLayout.PLAIN)).isEmpty();
  }

  @Test
  void unseen_ofAFileThatIsNotThere_isADataFailure() throws IOException {
    NamedValues named = query("cohort: {table: rows}\n");

    assertThatThrownBy(() -> named.unseen(List.of(folder.resolve("absent.csv")), CsvLayout.PLAIN))
        .isInstanceOf(DataFailure.class)
        .hasMessageContaining("absent.csv");
  }

  private NamedValues query(String keys) throws IOException {
    Path file = file("query.yaml", "name: Test\nstatistic: kaplan-meier\n" + keys + "release: {minimum_count: 11}\n");
    return NamedValues.of(QueryFile.read(file).spec());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
