package finality.rail.bankapi;

import finality.rail.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Where the bank is and who we are there, by reference. */
public sealed interface Access {

  /** @throws NoAccess when something is missing or not usable now; it may be there later */
  Credentials read();

  /**
   * Setting by setting.
   * @param ca PEM file of the authorities that may sign the bank's certificate; {@code null}: those of the JDK
   * @param certificate PKCS12 file with our certificate and key; {@code null}: none
   */
  record Configured(
      String url, String tokenUrl, String clientId, SecretReference clientSecret,
      @Nullable Path ca, @Nullable Path certificate, @Nullable SecretReference certificatePassword) implements Access {

    @Override public Credentials read() {
      try {
        return new Credentials(url, tokenUrl, clientId, clientSecret.read(),
            ca == null ? null : Files.readString(ca), certificate == null ? null : base64(certificate),
            certificatePassword == null ? "" : certificatePassword.read());
      } catch (IOException | SecretReference.NotThere e) {
        throw new NoAccess(String.valueOf(e.getMessage()));
      }
    }
  }

  /** All of it in one JSON file that the bank hands out; paths in it are relative to it. */
  record File(Path path) implements Access {

    @Override public Credentials read() {
      if (!Files.exists(path)) throw new NoAccess("credentials file " + path + " is not there yet");
      try {
        var file = Json.read(Files.readAllBytes(path), Content.class);
        if (file.url == null || file.tokenUrl == null || file.clientId == null || file.clientSecret == null) {
          throw new NoAccess("credentials file " + path + " needs url, token_url, client_id and client_secret");
        }
        return new Credentials(file.url, file.tokenUrl, file.clientId, file.clientSecret,
            file.ca == null ? null : Files.readString(path.resolveSibling(file.ca)),
            file.certificate == null ? null : base64(path.resolveSibling(file.certificate)),
            file.certificatePassword == null ? "" : file.certificatePassword);
      } catch (JacksonException e) {
        throw new NoAccess("credentials file " + path + " is not readable JSON");   // without its cause, which quotes the secrets
      } catch (IOException e) {
        throw new NoAccess("credentials file " + path + ": cannot read " + e.getMessage());
      }
    }

    private record Content(
        @Nullable String url, @Nullable String tokenUrl, @Nullable String clientId, @Nullable String clientSecret,
        @Nullable String ca, @Nullable String certificate, @Nullable String certificatePassword) {}
  }

  private static String base64(Path file) throws IOException { return Base64.getEncoder().encodeToString(Files.readAllBytes(file)); }

  /** The bank cannot be spoken to as configured; the message names no secret. */
  final class NoAccess extends RuntimeException {
    NoAccess(String why) { super(why); }
  }
}
