package org.jointly.cli.command;

import java.nio.file.Path;
import org.jointly.cli.console.Terminal;
import org.jointly.cli.render.Document;
import org.jointly.cli.render.OutputFormat;
import org.jointly.cli.render.Rendering;
import org.jointly.runtime.identity.PublicIdentity;

/** What an identity says about itself. */
final class IdentityDescription {
  private IdentityDescription() {}

  static void print(PublicIdentity identity, Path folder, OutputFormat format, Terminal terminal) {
    Document description =
        new Document()
            .with("name", identity.claimedName())
            .with("fingerprint", identity.fingerprint().toString())
            .with("validFrom", identity.notBefore().toString())
            .with("validUntil", identity.notAfter().toString())
            .with("folder", folder.toString());
    terminal.out().println(Rendering.of(description.fields(), format));
  }
}
