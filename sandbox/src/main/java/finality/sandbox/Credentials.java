package finality.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The bank's certificate authority and what it issues: made at the first start, kept under {@code tls/}, readable by the owner alone.
 * A client's certificate carries its client id as the common name.
 */
final class Credentials {
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String CA = "ca";
  static final String SERVER = "server";

  private final Path folder;
  private final Instant now;
  private final String password;
  private final KeyStore keys;

  /** Opens what is there or makes it. */
  Credentials(Path folder, Instant now) {
    this.folder = folder;
    this.now = now;
    try {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var secret = folder.resolve("password");
      if (!Files.exists(secret)) writePrivately(secret, randomText().getBytes(StandardCharsets.US_ASCII));
      password = Files.readString(secret);
      var store = folder.resolve("bank.p12");
      if (!Files.exists(store)) makeBank(store);
      keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("the certificates in " + folder + " cannot be made or read; remove the folder and start again", e);
    }
  }

  /** The server's key, and the authority. */
  KeyStore keys() { return keys; }

  String password() { return password; }

  Path authorityFile() { return folder.resolve("ca.pem"); }

  /** What clients' certificates are checked against. */
  KeyStore trusted() throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(CA, keys.getCertificate(CA));
    return trusted;
  }

  /** A client's certificate as a PKCS12 file; issued if it is not there. */
  Path certificateOf(String clientId, String itsPassword) {
    var file = folder.resolve("client-" + clientId + ".p12");
    if (Files.exists(file)) return file;
    try {
      var pair = newPair();
      var issued = certificate("CN=" + clientId, pair, (PrivateKey) keys.getKey(CA, password.toCharArray()), "CN=Sandbox Bank CA", KeyPurposeId.id_kp_clientAuth);
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", pair.getPrivate(), itsPassword.toCharArray(), new Certificate[] {issued, keys.getCertificate(CA)});
      writePrivately(file, bytes(store, itsPassword));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate for " + clientId + " cannot be issued", e);
    }
  }

  static String randomText() {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whole or not at all, and never readable by others, not even for a moment. */
  static void writePrivately(Path file, byte[] content) throws IOException {
    var next = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void makeBank(Path store) throws IOException, GeneralSecurityException, OperatorCreationException {
    var authority = newPair();
    var ca = certificate("CN=Sandbox Bank CA", authority, authority.getPrivate(), "CN=Sandbox Bank CA", null);
    var server = newPair();
    var certificate = certificate("CN=localhost", server, authority.getPrivate(), "CN=Sandbox Bank CA", KeyPurposeId.id_kp_serverAuth);
    var made = KeyStore.getInstance("PKCS12");
    made.load(null, null);
    made.setKeyEntry(CA, authority.getPrivate(), password.toCharArray(), new Certificate[] {ca});
    made.setKeyEntry(SERVER, server.getPrivate(), password.toCharArray(), new Certificate[] {certificate, ca});
    var pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(ca.getEncoded()) + "\n-----END CERTIFICATE-----\n";
    writePrivately(authorityFile(), pem.getBytes(StandardCharsets.US_ASCII));
    writePrivately(store, bytes(made, password));
  }

  private static byte[] bytes(KeyStore store, String password) throws IOException, GeneralSecurityException {
    var out = new ByteArrayOutputStream();
    store.store(out, password.toCharArray());
    return out.toByteArray();
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509Certificate certificate(String subject, KeyPair pair, PrivateKey signer, String issuer, KeyPurposeId purpose)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    var builder = new JcaX509v3CertificateBuilder(new X500Principal(issuer), new BigInteger(128, RANDOM),
        Date.from(now.minus(Duration.ofDays(1))), Date.from(now.plus(LIFE)), new X500Principal(subject), pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(purpose == null));
    if (purpose == null) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } else {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      if (purpose.equals(KeyPurposeId.id_kp_serverAuth)) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.iPAddress, "::1")}));
      }
    }
    return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
  }
}
