package org.jointly.cli.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jointly.runtime.fault.DataFailure;
import org.jointly.runtime.party.PartyId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A site and the folder with its CSV files, as {@code --site} names them. */
record SiteFolder(PartyId party, Path folder) {

  /** Reads {@code north=data/north}. */
  static final class Converter implements ITypeConverter<SiteFolder> {
    @Override
    public SiteFolder convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 0 || equals == text.length() - 1) {
        throw new TypeConversionException("got '" + text + "'; write a name and a folder, such as north=data/north");
      }
      return new SiteFolder(new PartyConverter().convert(text.substring(0, equals)), Path.of(text.substring(equals + 1)));
    }
  }

  /** @throws DataFailure if there is no such file, saying which there are */
  void requireTable(String table) {
    if (Files.isRegularFile(folder)) {
      Path parent = folder.getParent() == null ? Path.of(".") : folder.getParent();
      throw new DataFailure(party, folder + " is a file; name the folder it is in: --site " + party + "=" + parent);
    }
    if (!Files.isDirectory(folder)) {
      throw new DataFailure(party, "there is no folder " + folder);
    }
    Path file = folder.resolve(table + ".csv");
    if (!Files.isReadable(file)) {
      List<String> others = csvFiles();
      String there = others.isEmpty() ? "no CSV file at all" : String.join(", ", others);
      throw new DataFailure(party, "the query is about table " + table + ", but there is no " + file + "; the folder has " + there);
    }
  }

  private List<String> csvFiles() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.csv")) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (IOException unreadable) {
      return List.of();
    }
    Collections.sort(names);
    return names;
  }
}
