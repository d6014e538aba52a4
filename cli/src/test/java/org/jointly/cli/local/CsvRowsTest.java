package org.jointly.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jointly.runtime.data.DataSettings.CsvLayout;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

  private static List<List<String>> read(String text) throws IOException {
    CsvRows rows = new CsvRows(new StringReader(text), CsvLayout.PLAIN);
    List<List<String>> read = new ArrayList<>();
    for (Optional<List<String>> row = rows.next(); row.isPresent(); row = rows.next()) {
      read.add(row.get());
    }
    return read;
  }

  @Test
  void empty_file_hasNoRows() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\r\n\n")).isEmpty();
  }

  @Test
  void rows_withAnyLineEnd_orNone_areRead() throws IOException {
    assertThat(read("a,b\r\n1,2\n3,4")).containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void fields_thatAreEmpty_areKept() throws IOException {
    assertThat(read("a,b,c\n,,\n")).containsExactly(List.of("a", "b", "c"), List.of("", "", ""));
  }

  @Test
  void quotes_holdCommasQuotesAndLineBreaks() throws IOException {
    assertThat(read("\"a,\"\"b\"\"\",\"x\ny\"\n")).containsExactly(List.of("a,\"b\"", "x\ny"));
  }

  @Test
  void quote_thatIsNeverClosed_endsWithTheFile() throws IOException {
    assertThat(read("\"abc")).containsExactly(List.of("abc"));
  }

  @Test
  void byteOrderMark_isNoPartOfTheFirstName() throws IOException {
    assertThat(read("\ufeffid\n1")).containsExactly(List.of("id"), List.of("1"));
  }

  @Test
  void fields_withBlanksAround_areReadWithout_betweenOtherDelimiters() throws IOException {
    CsvRows rows = new CsvRows(new StringReader("a ; \" b;\u00a0\" ;c,d\n"), new CsvLayout(';', List.of()));

    assertThat(rows.next()).contains(List.of("a", "b;", "c,d"));
  }

  @Test
  void line_isReadBackAsTheSameRow() throws IOException {
    List<String> row = List.of("a", "", "b,\"c\"\n", ". .");

    assertThat(read(CsvRows.line(row))).containsExactly(row);
  }
}
