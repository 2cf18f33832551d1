package finality.rail.bankapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates made by the JDK's keytool, and the contexts of a bank that uses them. */
final class Certificates {
  static final String PASSWORD = "certificate-password";

  private final Path folder;

  Certificates(Path folder) { this.folder = folder; }

  /** A PKCS12 file with a new key; its certificate beside it as PEM. @param san such as {@code ip:127.0.0.1} */
  Path make(String name, String san) {
    var store = folder.resolve(name + ".p12");
    run("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext", "san=" + san, "-validity", "2",
        "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD);
    try {
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(keys.getCertificate(name).getEncoded()) + "\n-----END CERTIFICATE-----\n";
      Files.writeString(folder.resolve(name + ".pem"), pem);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  Path pem(String name) { return folder.resolve(name + ".pem"); }

  /** A server that shows {@code server} and trusts what stands in {@code trusted}. */
  SSLContext server(Path server, Path trusted) {
    try {
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(KeyStore.getInstance(server.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
      var own = KeyStore.getInstance(trusted.toFile(), PASSWORD.toCharArray());
      var authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry("client", own.getCertificate(own.aliases().nextElement()));
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(authorities);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(String... arguments) {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) throw new AssertionError("keytool: " + said);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
