package org.jointly.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jointly.cli.console.ExitCode;
import org.jointly.cli.console.Surroundings;
import org.jointly.cli.profile.Calibrating;
import org.jointly.cli.profile.Calibration;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.Rendering;
import org.jointly.protocols.query.Answer.Items;
import org.jointly.protocols.query.Answer.Real;
import org.jointly.protocols.query.Answer.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jointly profile calibrate}. */
@Command(
    name = "calibrate",
    header = "Measures how fast this machine computes, so that 'query explain' can estimate times. Takes a minute.",
    description = {"The result is kept in the user's cache folder. Other load on the machine makes it wrong."},
    footerHeading = "%nExamples:%n",
    footer = {"  jointly profile calibrate", ""})
final class ProfileCalibrateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--file", paramLabel = "FILE", description = "Where to keep the result instead.")
  private Optional<Path> file = Optional.empty();

  @Mixin private OutputOption output;

  ProfileCalibrateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Calibration calibration = new Calibrating(surroundings.terminal()::progress).measured();
    calibration.write(file.orElseGet(Calibration::usualFile));
    surroundings.terminal().progressDone();
    List<Value> rates = calibration.rates().entrySet().stream()
        .<Value>map(rate -> new Document()
            .with("suite", rate.getKey())
            .with("nanosPerRound", new Real(rate.getValue().nanosPerRound()))
            .with("nanosPerByte", new Real(rate.getValue().nanosPerByte()))
            .fields())
        .toList();
    surroundings.terminal().out().println(
        Rendering.of(new Document().with("rates", new Items(rates)).fields(), output.format));
    return ExitCode.OK.code();
  }
}
