package finality.rail.bankapi;

import finality.rail.bankapi.Access.NoAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The secrets themselves, for as long as a line to the bank is open. Equal when nothing was renewed.
 *
 * @param ca PEM text
 * @param certificate PKCS12 in base64
 */
record Credentials(
    String url, String tokenUrl, String clientId, String clientSecret,
    @Nullable String ca, @Nullable String certificate, String certificatePassword) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "::1");

  /** @throws NoAccess when an address is not one we speak to */
  void check(boolean allowPlainHttp) {
    check("url", url, allowPlainHttp);
    check("token_url", tokenUrl, allowPlainHttp);
  }

  static void check(String name, String url, boolean allowPlainHttp) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new NoAccess(name + " is not an address");
    }
    if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
      throw new NoAccess(name + " is not an address such as https://bank.example/api");
    }
    if ("https".equals(uri.getScheme())) return;
    if (!"http".equals(uri.getScheme())) throw new NoAccess(name + " is not an https:// address");
    // By its literal address: a name could resolve to another machine tomorrow.
    boolean loopback = LOOPBACK.contains(uri.getHost()) || uri.getHost().matches("127(\\.[0-9]{1,3}){3}");
    if (!loopback || !allowPlainHttp) {
      throw new NoAccess(name + " is a plain http:// address, allowed only to a loopback address and with allow_plain_http: true");
    }
  }

  boolean tls() { return url.startsWith("https:") || tokenUrl.startsWith("https:"); }

  /** Our certificate, and only the bank's authorities where they are named. */
  SSLContext sslContext() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(), authorities(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      // Without its cause: a message of a key store may quote what it could not read.
      throw new NoAccess("ca, certificate or certificate_password cannot be used (" + e.getClass().getSimpleName() + ")");
    }
  }

  private KeyManager @Nullable [] keys() throws GeneralSecurityException, IOException {
    if (certificate == null) return null;
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(Base64.getDecoder().decode(certificate)), certificatePassword.toCharArray());
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, certificatePassword.toCharArray());
    return factory.getKeyManagers();
  }

  private TrustManager @Nullable [] authorities() throws GeneralSecurityException, IOException {
    if (ca == null) return null;
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int n = 0;
    for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(ca.getBytes(StandardCharsets.UTF_8)))) {
      store.setCertificateEntry("ca-" + n++, authority);
    }
    if (n == 0) throw new KeyStoreEmpty();
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static final class KeyStoreEmpty extends GeneralSecurityException {}

  @Override public String toString() { return "Credentials[" + url + ", " + clientId + "]"; }
}
