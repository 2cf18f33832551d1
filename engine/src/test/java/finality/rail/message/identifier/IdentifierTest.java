package finality.rail.message.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.identifier.Checked.Refused;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published examples are taken, published and made-up faults are refused with their reason. The source of each vector stands beside it. */
class IdentifierTest {
  private static <T> String code(Checked<T> checked) { return checked instanceof Refused<T>(var code, _) ? code : "valid"; }

  // ── IBAN: examples of the SWIFT registry and of national banks ─────────────────────────────────────────

  @ParameterizedTest @ValueSource(strings = {"AD12 0001 2030 2003 5910 0100", "AE07 0331 2345 6789 0123 456", "AL47 2121 1009 0000 0002 3569 8741", "AT61 1904 3002 3457 3201", "AZ21 NABZ 0000 0000 1370 1000 1944",
      "BA39 1290 0794 0102 8494", "BE68 5390 0754 7034", "BG80 BNBG 9661 1020 3456 78", "BH67 BMAG 0000 1299 1234 56", "BR97 0036 0305 0000 1000 9795 493P 1", "BY13 NBRB 3600 9000 0000 2Z00 AB00",
      "CH93 0076 2011 6238 5295 7", "CR05 0152 0200 1026 2840 66", "CY17 0020 0128 0000 0012 0052 7600", "CZ65 0800 0000 1920 0014 5399", "DE89 3704 0044 0532 0130 00", "DK50 0040 0440 1162 43",
      "DO28 BAGR 0000 0001 2124 5361 1324", "EE38 2200 2210 2014 5685", "ES91 2100 0418 4502 0005 1332", "FI21 1234 5600 0007 85", "FO62 6460 0001 6316 34", "FR14 2004 1010 0505 0001 3M02 606",
      "GB29 NWBK 6016 1331 9268 19", "GE29 NB00 0000 0101 9049 17", "GI75 NWBK 0000 0000 7099 453", "GL89 6471 0001 0002 06", "GR16 0110 1250 0000 0001 2300 695", "GT82 TRAJ 0102 0000 0012 1002 9690",
      "HR12 1001 0051 8630 0016 0", "HU42 1177 3016 1111 1018 0000 0000", "IE29 AIBK 9311 5212 3456 78", "IL62 0108 0000 0009 9999 999", "IQ98 NBIQ 8501 2345 6789 012", "IS14 0159 2600 7654 5510 7303 39",
      "IT60 X054 2811 1010 0000 0123 456", "JO94 CBJO 0010 0000 0000 0131 0003 02", "KW81 CBKU 0000 0000 0000 1234 5601 01", "KZ86 125K ZT50 0410 0100", "LB62 0999 0000 0001 0019 0122 9114",
      "LC55 HEMM 0001 0001 0012 0012 0002 3015", "LI21 0881 0000 2324 013A A", "LT12 1000 0111 0100 1000", "LU28 0019 4006 4475 0000", "LV80 BANK 0000 4351 9500 1", "MC58 1122 2000 0101 2345 6789 030",
      "MD24 AG00 0225 1000 1310 4168", "ME25 5050 0001 2345 6789 51", "MK07 2501 2000 0058 984", "MR13 0002 0001 0100 0012 3456 753", "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
      "MU17 BOMM 0101 1010 3030 0200 000M UR", "NL91 ABNA 0417 1643 00", "NO93 8601 1117 947", "PK36 SCBL 0000 0011 2345 6702", "BI13 2000 1100 0100 0012 3456 789", "DJ21 0001 0000 0001 5400 0100 186",
      "EG38 0019 0005 0000 0000 2631 8000 2", "FK12 SC98 7654 3210 98", "HN54 PISA 0000 0000 0000 0012 3124", "LY38 0210 0100 0000 1234 5678 9", "MN58 0050 0991 2345 6789", "NI79 BAMC 0000 0000 0000 0312 3123",
      "OM04 0280 0000 1234 5678 901", "PL61 1090 1014 0000 0712 1981 2874", "PS92 PALS 0000 0000 0400 1234 5670 2", "PT50 0002 0123 1234 5678 9015 4", "QA58 DOHB 0000 1234 5678 90AB CDEF G",
      "RO49 AAAA 1B31 0075 9384 0000", "RS35 2600 0560 1001 6113 79", "RU02 0445 2560 0407 0281 0412 3456 7890 1", "SA03 8000 0000 6080 1016 7519", "SC18 SSCB 1101 0000 0000 0000 1497 USD",
      "SD88 1112 3456 7890 12", "SE45 5000 0000 0583 9825 7466", "SI56 1910 0000 0123 438", "SK31 1200 0000 1987 4263 7541", "SM86 U032 2509 8000 0000 0270 100", "SO06 1000 0011 2312 3456 789",
      "ST68 0001 0001 0051 8453 1011 2", "SV62 CENR 0000 0000 0000 0070 0025", "TL38 0080 0123 4567 8910 157", "TN59 1000 6035 1835 9847 8831", "TR33 0006 1005 1978 6457 8413 26",
      "UA21 3996 2200 0002 6007 2335 6600 1", "VA59 0011 2300 0012 3456 78", "VG96 VPVG 0000 0123 4567 8901", "XK05 1212 0123 4567 8906", "YE15 CBYE 0001 0188 6123 4567 8912 34"})
  void theRegistrysExamplesAreTaken(String iban) {
    assertThat(Iban.read(iban).found()).hasValueSatisfying(read -> {
      assertThat(read.printed()).isEqualTo(iban);
      assertThat(read.registered()).isTrue();
    });
  }

  /** Examples of php-iban's registry, and one as Ivory Coast's banks write it today. */
  @ParameterizedTest @ValueSource(strings = {"AO44123412341234123412341", "BJ83A12312341234123412341234", "CF4220001000010120069700160", "CG3930013020003710721836132", "CI77A12312341234123412341234",
      "CI93CI0080111301134291200589", "GA2142001007341520000106963", "GQ7050002001003715228190196", "GW04GW1430010181800637601", "IR081234123412341234123412", "KM4600005000010010904400137",
      "MA64011519000001205000534921", "MG4012341234123412341234123", "ML75A12312341234123412341234", "MZ97123412341234123412341", "NE58NE0380100100130305000268", "SN15A12312341234123412341234",
      "TD8960003000203710253860174", "TG53TG0090604310346500400070"})
  void whatBanksUseOfUnregisteredCountriesIsTakenAsSuch(String iban) {
    assertThat(Iban.read(iban).found()).hasValueSatisfying(read -> assertThat(read.registered()).isFalse());
    assertThat(code(Iban.read(iban + "1"))).isEqualTo("wrong_length");
    assertThat(code(Iban.read(iban.substring(0, iban.length() - 1) + (char) (iban.charAt(iban.length() - 1) ^ 1)))).isEqualTo("wrong_check_digits");
  }

  @ParameterizedTest @CsvSource({"DE89370400440532013000, true", "de89 3704 0044 0532 0130 00, true", "US00ABCDEFGHIJKL, true", "DE89, false", "0532013000, false", "DE89-3704-0044-0532-0130-00, false"})
  void whatIsMeantAsAnIbanIsToldFromAnotherNumber(String text, boolean meant) { assertThat(Iban.resembles(text)).isEqualTo(meant); }

  @ParameterizedTest @CsvSource({"DE99370400440532013000, wrong_check_digits", "DE89370400440532013, wrong_length", "DE8937040044053201300000, wrong_length", "DE89AA0400440532013000, wrong_character",
      "GB00HLFX11016111455365, wrong_check_digits", "GB96BARC20201530934591, wrong_check_digits", "GB12BARC20201530093A59, wrong_character", "XX89370400440532013000, unknown_country", "US00370400440532013000, unknown_country", "DE, wrong_length", "DEXX370400440532013000, wrong_character"})
  void anIbanThatIsNoneIsRefusedWithItsReason(String iban, String code) { assertThat(code(Iban.read(iban))).isEqualTo(code); }

  @Test void noChangedDigitAndNoTransposedPairOfAnIbanIsTaken() {
    var right = "DE89370400440532013000";
    for (int at = 2; at < right.length(); at++) {
      for (char c = '0'; c <= '9'; c++) if (c != right.charAt(at)) assertThat(Iban.read(right.substring(0, at) + c + right.substring(at + 1)).isValid()).isFalse();
      if (at + 1 < right.length() && right.charAt(at) != right.charAt(at + 1))
        assertThat(Iban.read(right.substring(0, at) + right.charAt(at + 1) + right.charAt(at) + right.substring(at + 2)).isValid()).isFalse();
    }
  }

  /** Numbers made after each line of the table, their check digits by exact division of the whole number. */
  @Test void everyCountrysNumbersAreTakenAndOnesOfAnotherLengthOrKindOfCharacterAreNot() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    try (var in = Iban.class.getResourceAsStream("iban.csv")) {
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).toList()) {
        var row = line.split(",");
        var bban = Pattern.compile("([0-9]+)!([nac])").matcher(row[1]).replaceAll(part -> random.ints(Integer.parseInt(part.group(1)), 0, 36)
            .mapToObj(i -> part.group(2).equals("n") ? "" + i % 10 : part.group(2).equals("a") ? "" + (char) ('A' + i % 26) : Integer.toString(i, 36).toUpperCase(Locale.ROOT)).collect(Collectors.joining()));
        assertThat(Iban.read(withCheckDigits(row[0], bban)).found()).as("seed %d: %s %s", seed, row[0], bban).hasValueSatisfying(iban -> assertThat(iban.registered()).isEqualTo(row[2].equals("registry")));
        assertThat(code(Iban.read(withCheckDigits(row[0], bban + "0")))).isEqualTo("wrong_length");
        boolean begins = row[1].matches("[0-9]+!n.*");
        if (begins || row[1].matches("[0-9]+!a.*")) assertThat(code(Iban.read(withCheckDigits(row[0], (begins ? "A" : "1") + bban.substring(1))))).isEqualTo("wrong_character");
      }
    }
  }

  private static String withCheckDigits(String country, String bban) {
    var number = new BigInteger((bban + country + "00").chars().mapToObj(c -> Integer.toString(Character.digit(c, 36))).collect(Collectors.joining()));
    return country + "%02d".formatted(98 - number.mod(BigInteger.valueOf(97)).intValue()) + bban;
  }

  @Test void aWrongValueCannotBeBuilt() {
    assertThatThrownBy(() -> new Iban("DE99370400440532013000")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Check digits 99");
    assertThat(Iban.countries()).hasSizeGreaterThan(100);
  }

  // ── BIC (ISO 9362), LEI (ISO 17442), ABA, CLABE, ISIN (ISO 6166), UETR ─────────────────────────────────

  @ParameterizedTest @CsvSource({"DEUTDEFF, valid", "DEUTDEFF500, valid", "deut de ff, valid", "MARKDEF1100, valid", "NCBVXKPR, valid", "DEUTXXFF, unknown_country", "DEUTDEF, wrong_length", "DEUTDEFF50, wrong_length", "DEUTDE_F, wrong_character"})
  void bics(String bic, String code) { assertThat(code(Bic.read(bic))).isEqualTo(code); }

  /** The first is Bloomberg's own, the second that of GLEIF. */
  @ParameterizedTest @CsvSource({"5493001KJTIIGC8Y1R12, valid", "506700GE1G29325QX363, valid", "5493001KJTIIGC8Y1R21, wrong_check_digits", "5493001KJTIIGC8Y1R1, wrong_length", "5493001KJTIIGC8Y1RAB, wrong_character"})
  void leis(String lei, String code) { assertThat(code(Lei.read(lei))).isEqualTo(code); }

  @ParameterizedTest @CsvSource({"021000021, valid", "011000015, valid", "021000022, wrong_check_digits", "02100002, wrong_length", "02100002A, wrong_character", "000000000, not_assigned"})
  void abaNumbers(String aba, String code) { assertThat(code(AbaNumber.read(aba))).isEqualTo(code); }

  /** Banxico's published example, and the one of the npm package clabe-validator. */
  @ParameterizedTest @CsvSource({"032180000118359719, valid", "002010077777777771, valid", "032180000118359718, wrong_check_digits", "03218000011835971, wrong_length", "03218000011835971X, wrong_character"})
  void clabes(String clabe, String code) { assertThat(code(Clabe.read(clabe))).isEqualTo(code); }

  /** Apple, Treasury Corporation of Victoria (its letters defeat a plain Luhn), BAE Systems, and a made-up international one. */
  @ParameterizedTest @CsvSource({"US0378331005, valid", "AU0000XVGZA3, valid", "GB0002634946, valid", "XS0213668857, valid", "ZZ0378331005, unknown_country", "US0378331006, wrong_check_digits", "US037833100, wrong_length", "U10378331005, wrong_character"})
  void isins(String isin, String code) { assertThat(code(Isin.read(isin))).isEqualTo(code); }

  @ParameterizedTest @CsvSource({"eb6305c9-1f7f-49de-aed0-16487c27b42d, valid", "EB6305C9-1F7F-49DE-AED0-16487C27B42D, valid", "eb6305c9-1f7f-19de-aed0-16487c27b42d, wrong_version", "eb6305c9-1f7f-49de-ced0-16487c27b42d, wrong_variant", "eb6305c9, wrong_form"})
  void uetrs(String uetr, String code) { assertThat(code(Uetr.read(uetr))).isEqualTo(code); }

  // ── chains ─────────────────────────────────────────────────────────────────────────────────────────────

  /** All of EIP-55's own. */
  @ParameterizedTest @ValueSource(strings = {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
      "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D", "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26"})
  void theAddressesOfEip55AreTaken(String address) { assertThat(EvmAddress.read(address).found()).hasValue(new EvmAddress(address)); }

  @Test void anEvmAddressInSmallLettersGetsItsCapitals() {
    assertThat(new EvmAddress("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed").value()).isEqualTo("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    assertThat(code(EvmAddress.read("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"))).isEqualTo("wrong_check_digits");
    assertThat(code(EvmAddress.read("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))).isEqualTo("wrong_prefix");
    assertThat(code(EvmAddress.read("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe"))).isEqualTo("wrong_length");
    assertThat(code(EvmAddress.read("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg"))).isEqualTo("wrong_character");
  }

  /** BIP-350's list; the last two are base58check: the first block's and BIP-13's kind. */
  @ParameterizedTest @ValueSource(strings = {"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
      "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", "BC1SW50QGDZ25J", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
      "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "3P14159f73E4gFr7JterCCQh9QjiTjiZrG"})
  void theAddressesOfBip350AreTaken(String address) { assertThat(BitcoinAddress.read(address).isValid()).isTrue(); }

  /** BIP-350's list of invalid addresses, with its reasons. */
  @ParameterizedTest @CsvSource({"tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut, wrong_character", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd, wrong_check_digits",
      "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf, wrong_check_digits", "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL, wrong_check_digits",
      "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh, wrong_check_digits", "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47, wrong_check_digits",
      "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4, wrong_character", "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R, wrong_version", "bc1pw5dgrnzv, wrong_length",
      "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav, wrong_length", "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P, wrong_length",
      "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq, mixed_case", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf, wrong_padding",
      "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j, wrong_padding", "bc1gmk9yu, wrong_length", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb, wrong_check_digits"})
  void theWrongAddressesOfBip350AreRefused(String address, String code) { assertThat(code(BitcoinAddress.read(address))).isEqualTo(code); }

  @Test void anAddressSaysItsNetwork() {
    assertThat(new BitcoinAddress("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs").network()).isEqualTo(BitcoinAddress.Network.MAIN);
    assertThat(new BitcoinAddress("tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c").network()).isEqualTo(BitcoinAddress.Network.TEST);
    assertThat(new BitcoinAddress("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa").network()).isEqualTo(BitcoinAddress.Network.MAIN);
  }

  /** The system program, the token program, and USDC's mint. */
  @ParameterizedTest @CsvSource({"11111111111111111111111111111111, valid", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA, valid", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v, valid",
      "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt10, wrong_character", "EPjFWdd5AufqSSqeM2qN1xzyba, wrong_length", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, wrong_length"})
  void solanaAddresses(String address, String code) { assertThat(code(SolanaAddress.read(address))).isEqualTo(code); }

  // ── Pix ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The CNPJ with letters is SERPRO's example. */
  @ParameterizedTest @CsvSource({"529.982.247-25, CPF", "52998224725, CPF", "00038166000105, CNPJ", "00.038.166/0001-05, CNPJ", "12ABC34501DE35, CNPJ", "12.abc.345/01de-35, CNPJ", "+5561912345678, PHONE", "Fulano_da_Silva.recebedor@example.com, EMAIL", "123e4567-e12b-12d1-a456-426655440000, RANDOM"})
  void pixKeys(String key, PixKey.Kind kind) { assertThat(PixKey.read(key).found()).hasValueSatisfying(read -> assertThat(read.kind()).isEqualTo(kind)); }

  @ParameterizedTest @CsvSource({"52998224726, wrong_check_digits", "11111111111, wrong_check_digits", "00038166000106, wrong_check_digits", "12ABC34501DE36, wrong_check_digits", "12ABD34501DE35, wrong_check_digits", "12ABC34501DEA5, wrong_form", "61912345678901234567, wrong_form", "@example.com, wrong_form", "+0123, wrong_form"})
  void wrongPixKeys(String key, String code) { assertThat(code(PixKey.read(key))).isEqualTo(code); }

  /** The example of Banco Central do Brasil's "Manual do BR Code". */
  @Test void theBrCodeOfTheCentralBanksManual() {
    var example = "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D";
    var code = BrCode.read(example).found().orElseThrow();
    assertThat(code.key()).isEqualTo("123e4567-e12b-12d1-a456-426655440000");
    assertThat(code.merchant()).isEqualTo("Fulano de Tal");
    assertThat(code.amount()).isNull();
    assertThat(code(BrCode.read(example.replace("Fulano", "Fulana")))).isEqualTo("wrong_check_digits");
    assertThat(code(BrCode.read(example.substring(0, 60)))).isEqualTo("wrong_form");
  }

  @Test void nothingThatIsTypedMakesAReaderThrow() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var seeds = new String[] {"DE89370400440532013000", "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "+5561912345678",
        "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D", "eb6305c9-1f7f-49de-aed0-16487c27b42d", ""};
    var readers = java.util.List.<Function<String, Checked<?>>>of(Iban::read, Bic::read, Lei::read, AbaNumber::read, Clabe::read, Isin::read, Uetr::read, EvmAddress::read, BitcoinAddress::read, SolanaAddress::read, PixKey::read, BrCode::read);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int change = random.nextInt(4); change >= 0; change--) {
        char c = random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : (char) (32 + random.nextInt(96));
        int at = random.nextInt(text.length() + 1);
        if (random.nextBoolean() || at == text.length()) text.insert(at, c);
        else if (random.nextBoolean()) text.setCharAt(at, c);
        else text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
      }
      for (var reader : readers) assertThat(reader.apply(text.toString())).as("seed %d: %s", seed, text).isNotNull();
    }
  }
}
