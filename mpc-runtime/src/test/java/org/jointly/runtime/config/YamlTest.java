package org.jointly.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {
  private static final int LIMIT = 1000;

  @TempDir Path folder;

  private List<String> problems(String text) {
    return new Reading(folder).problems(text, this::read);
  }

  private YamlNode read(Path file) {
    Problems problems = new Problems(file.toString());
    YamlNode node = Yaml.read(file, LIMIT, problems).orElse(null);
    problems.throwIfAny();
    return node;
  }

  @Test
  void read_withNestedKeys_keepsEveryLine() {
    YamlNode.Mapping root = (YamlNode.Mapping) read(new Reading(folder).file("file.yaml", "# first\na: 1\nb:\n  - x\n  - {c: 'y'}\n"));

    assertThat(root.entries().get("a").line()).isEqualTo(2);
    YamlNode.Items list = (YamlNode.Items) root.entries().get("b").value();
    assertThat(list.nodes().get(0)).isEqualTo(new YamlNode.Scalar(4, "x", false));
    YamlNode.Mapping inner = (YamlNode.Mapping) list.nodes().get(1);
    assertThat(inner.entries().get("c").value()).isEqualTo(new YamlNode.Scalar(5, "y", true));
  }

  @Test
  void read_ofNothing_saysSo() {
    assertThat(problems("")).containsExactly("0: is empty");
    assertThat(problems("# only a comment\n")).containsExactly("0: is empty");
  }

  @Test
  void read_ofAKeyTwice_namesBothLines() {
    assertThat(problems("a: 1\nb: 2\na: 3\n")).containsExactly("3: a: stands already in line 1; write it once");
  }

  @Test
  void read_ofWhatYamlCanAndWeDoNot_isRefused() {
    assertThat(problems("a: &x 1\nb: *x\n")).hasSize(2).allSatisfy(problem -> assertThat(problem).contains("not read here"));
    assertThat(problems("a: !!binary aGk=\n")).singleElement().asString().startsWith("1: tags");
    assertThat(problems("a: !!java.lang.Runtime {}\n")).singleElement().asString().startsWith("1: tags");
    assertThat(problems("? [a, b]\n: 1\n")).containsExactly("1: a key must be a word");
    assertThat(problems("a: 1\n---\nb: 2\n")).singleElement().asString().contains("2: a second document");
  }

  @Test
  void read_ofBrokenSyntax_namesTheLine() {
    assertThat(problems("a: 1\nb: [1, 2\n")).singleElement().asString().contains("3: is not YAML");
    assertThat(problems("a: 1\n\tb: 2\n")).singleElement().asString().contains("2: is not YAML: there is a tab; indent with spaces");
    assertThat(problems("name: Age: how old?\n")).singleElement().asString().contains("1: is not YAML", "put text that has a colon in it in quotes");
    assertThat(problems("a: b\nc\nd: e\n")).singleElement().asString().contains("3: is not YAML: a colon is missing here or in the line above");
    assertThat(problems("a: \"x\n")).singleElement().asString().contains("is not YAML");
    assertThat(problems("a: \u0007\n")).singleElement().asString().contains("is not YAML");
  }

  @Test
  void read_ofTooMuch_stops() {
    assertThat(problems("[".repeat(32) + "]".repeat(32))).isEmpty();
    assertThat(problems("[".repeat(33) + "]".repeat(33))).containsExactly("1: is nested more than 32 levels deep");
    assertThat(problems("[".repeat(100) + "]".repeat(100))).containsExactly("1: is nested more than 32 levels deep");
    assertThat(problems("a: " + "x".repeat(LIMIT))).singleElement().asString().contains("longer than 1000 bytes");
  }

  @Test
  void read_ofWhatIsNoTextFile_saysWhy() throws IOException {
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});

    assertThat(failure(folder.resolve("absent.yaml"))).endsWith("absent.yaml: does not exist");
    assertThat(failure(folder)).endsWith("is a folder, not a file");
    assertThat(failure(latin)).endsWith("latin.yaml: is not UTF-8 text");
  }

  private String failure(Path file) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(InvalidConfiguration.class, () -> read(file)).getMessage();
  }

  @Test
  void read_ofAnything_endsInANodeOrInProblems() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "ab:-{}[],\"'#&*!|>%@`? \n\n\t0é\u0000";

    Stream.generate(() -> {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(40), 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
      return text.toString();
    }).limit(3000).forEach(text -> {
      Problems problems = new Problems("x");
      boolean parsed = Yaml.parse(text, problems).isPresent();
      assertThat(parsed || problems.any()).as("seed %d: %s", seed, text).isTrue();
    });
  }
}
