package finality.rail.bankapi;

import finality.rail.Profile;
import finality.rail.Rail;
import finality.rail.RailFactory;
import finality.rail.SecretReference;
import finality.rail.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes connections from {@code rails.bankapi.connections[]}; {@code application.yaml} describes the settings. */
@Component
final class BankApiFactory implements RailFactory {
  private final Clock clock;

  BankApiFactory(Clock clock) { this.clock = clock; }

  @Override public String rail() { return "bankapi"; }

  @Override public Set<String> aliases() { return Set.of("rest"); }

  @Override public Rail connect(Profile profile, Settings settings) { return new BankApi(connection(profile, settings), clock); }

  static BankApiConnection connection(Profile profile, Settings settings) {
    boolean plain = settings.flag("allow_plain_http", false);
    return new BankApiConnection(profile, access(settings, plain), plain,
        settings.flag("throttling_precedes_acceptance", false),
        settings.duration("connect_timeout", Duration.ofSeconds(5)),
        settings.count("breaker_failures", 10, 1, 10_000), settings.duration("breaker_pause", Duration.ofSeconds(5)));
  }

  private static Access access(Settings settings, boolean plain) {
    var file = settings.find("credentials_file");
    var single = Set.of("url", "token_url", "client_id", "client_secret", "ca", "certificate", "certificate_password");
    if (file.isPresent()) {
      single.stream().sorted().filter(name -> settings.find(name).isPresent()).findFirst().ifPresent(name -> {
        throw settings.wrong(name, "either credentials_file or single settings, not both");
      });
      return new Access.File(Path.of(file.get()));
    }
    return new Access.Configured(address(settings, "url", plain), address(settings, "token_url", plain),
        settings.text("client_id", id -> true, "the id that the bank gave us"),
        secret(settings, "client_secret").orElseThrow(() -> settings.wrong("client_secret", SECRET)),
        settings.find("ca").map(Path::of).orElse(null), settings.find("certificate").map(Path::of).orElse(null),
        secret(settings, "certificate_password").orElse(null));
  }

  private static final String SECRET = "a reference to a secret: env:NAME, file:/path or json:/path#field";

  private static Optional<SecretReference> secret(Settings settings, String name) {
    return Optional.ofNullable(settings.<SecretReference>read(name, null, SecretReference::new, SECRET));
  }

  private static String address(Settings settings, String name, boolean plain) {
    var address = settings.text(name, url -> true, "the bank's https:// address");
    try {
      Credentials.check(name, address, plain);
      return address;
    } catch (Access.NoAccess e) {
      throw settings.wrong(name, "an https:// address, or http:// to a loopback address with allow_plain_http: true");
    }
  }
}
